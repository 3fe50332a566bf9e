using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;

namespace Traceability.Retirement;

/// <summary>Reports that a vehicle was scrapped, and which batteries were found with it (车电一体报废, Order 73).</summary>
public sealed record ScrapVehicle
{
    private const int BatteriesMax = 50;
    private const int DocumentLengthMax = 100;
    private const int ReasonLengthMax = 500;

    /// <summary>The vehicle.</summary>
    public required Vin Vin { get; init; }

    /// <summary>When it was scrapped.</summary>
    /// <example>2026-10-08T10:11:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>The batteries found with it, each once, at most 50; empty where there was none.</summary>
    public required IReadOnlyList<BatteryCode> Batteries { get; init; }

    /// <summary>Whether it is a vehicle with swappable batteries, which has rules of its own (换电车型).</summary>
    public bool SwapVehicle { get; init; }

    /// <summary>What shows that a missing battery was lawfully replaced, where no replacement was recorded.</summary>
    public ReplacementProof? ProofOfReplacement { get; init; }

    /// <summary>Why the request cannot be carried out, whatever the dossiers say, or null.</summary>
    public static Refusal? Refuse(ScrapVehicle command, Party caller, DateTimeOffset now) =>
        CommonRules.RefuseRole(caller, PartyRole.Dismantler)
        ?? CommonRules.RefuseTime(command.OccurredAt, now)
        ?? RefuseBatteries(command.Batteries)
        ?? (command.ProofOfReplacement is { } proof
            ? CommonRules.RefuseText(proof.Document, DocumentLengthMax, "proofOfReplacement.document")
                ?? CommonRules.RefuseText(proof.Reason, ReasonLengthMax, "proofOfReplacement.reason")
            : null);

    /// <summary>The report as it will be recorded.</summary>
    /// <param name="command">What the dismantler says.</param>
    /// <param name="known">The standings of the batteries found and of those that may be bound to the vehicle.</param>
    /// <param name="caller">The dismantler.</param>
    /// <param name="edition">The rules in force on the day.</param>
    /// <param name="now">When it is reported.</param>
    public static VehicleScrapping Report(
        ScrapVehicle command, IReadOnlyDictionary<BatteryCode, Standing> known, Party caller, Edition<RetirementRules> edition, DateTimeOffset now)
    {
        var rules = edition.Rules;
        var found = command.Batteries.Select(code => new FoundBattery(code, BelongingOf(known.GetValueOrDefault(code), command.Vin))).ToList();
        var bound = known.Values.Where(standing => standing.Vehicle?.Vin == command.Vin).Select(standing => standing.Battery)
            .OrderBy(code => code.Value, StringComparer.Ordinal).ToList();
        var missing = bound.Except(command.Batteries).ToList();
        var exemption = ExemptionOf(command, rules);
        return new()
        {
            Id = VehicleScrapping.IdOf(command.Vin),
            Vin = command.Vin,
            Dismantler = caller.Id,
            OccurredAt = command.OccurredAt,
            RecordedAt = now,
            Region = command.Region ?? caller.Region,
            Rules = edition.Id,
            Found = found,
            Bound = bound,
            Missing = missing,
            SwapVehicle = command.SwapVehicle,
            ProofOfReplacement = command.ProofOfReplacement,
            Exemption = exemption,
            Incomplete = rules.CompleteVehicle != CompleteVehicle.Off && missing.Count > 0 && exemption is null,
            Warnings = [.. ScrappingWarnings.Of(command, found, missing, rules)],
        };
    }

    /// <summary>The refusal of an incomplete vehicle where the rules block it, or null.</summary>
    public static Refusal? RefuseIncomplete(VehicleScrapping report, RetirementRules rules) =>
        report.Incomplete && rules.CompleteVehicle == CompleteVehicle.Block
            ? RetirementRefusals.VehicleIncomplete.With(report.Vin, string.Join(", ", report.Missing)).At("batteries")
            : null;

    /// <summary>Whether a battery found with its vehicle may be retired with it.</summary>
    public static Decision DecideFound(Standing standing, VehicleScrapping report, Party caller, DateTimeOffset now)
    {
        var retirement = new RetireBattery
        {
            Battery = standing.Battery,
            OccurredAt = report.OccurredAt,
            Reason = RetirementReason.VehicleScrapped,
            Vin = report.Vin,
            Region = report.Region,
        };
        var decision = RetireBattery.Decide(standing, retirement, caller, now);
        return HasMovedOn(standing, report) ?? (decision is Decision.Refuse(var refusal) ? refusal.At(FieldOf(standing.Battery, report)) : decision);
    }

    /// <summary>Whether a battery is still missing from the vehicle.</summary>
    public static Decision DecideMissing(Standing standing, VehicleScrapping report) => HasMovedOn(standing, report) ?? new MissingAtScrapping
    {
        Vin = report.Vin,
        Scrapping = report.Id,
        Region = report.Region,
        Exemption = report.Exemption,
        Document = report.Exemption == ScrappingExemption.ReplacementClaimed ? report.ProofOfReplacement?.Document : null,
    };

    // The report was made of the standings as read; a battery that was installed or removed meanwhile is looked at again by a repetition.
    private static Decision? HasMovedOn(Standing standing, VehicleScrapping report) =>
        standing.Vehicle?.Vin == report.Vin ? default(Decision) : DossierRefusals.BatteryBusy.With(standing.Battery);

    private static string FieldOf(BatteryCode battery, VehicleScrapping report) =>
        $"batteries[{report.Found.Index().First(found => found.Item.Battery == battery).Index}]";

    private static Refusal? RefuseBatteries(IReadOnlyList<BatteryCode> batteries) =>
        CommonRules.RefuseCount(batteries.Count, BatteriesMax, "batteries")
        ?? (batteries.Index().FirstOrDefault(code => batteries.Take(code.Index).Contains(code.Item)) is { Index: > 0 } repeated
            ? DossierRefusals.BatteryRepeated.With(repeated.Item).At($"batteries[{repeated.Index}]")
            : null);

    private static Belonging BelongingOf(Standing? standing, Vin vin) => standing switch
    {
        null => Belonging.NotRegistered,
        { Vehicle: { } vehicle } => vehicle.Vin == vin ? Belonging.Bound : Belonging.OtherVehicle,
        { Stage: Stage.Retired } when standing.LastVin == vin => Belonging.RetiredBefore,
        _ => Belonging.NoVehicle,
    };

    private static ScrappingExemption? ExemptionOf(ScrapVehicle command, RetirementRules rules) =>
        command.SwapVehicle && rules.SwapVehiclesExcepted ? ScrappingExemption.SwapVehicle
        : command.ProofOfReplacement is not null && rules.ReplacementAccepted ? ScrappingExemption.ReplacementClaimed
        : null;
}

/// <summary>What shows that a battery was lawfully replaced although no replacement was recorded.</summary>
/// <param name="Document" example="RO-2025-0417">The number of the document: repair order, invoice, certificate.</param>
/// <param name="Reason" example="Replaced under warranty before replacements were reported.">What it shows; no name of a person.</param>
public sealed record ReplacementProof(string Document, string Reason);
