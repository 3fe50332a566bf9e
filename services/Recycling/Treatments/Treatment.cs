using System.Security.Cryptography;
using System.Text;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;

namespace Traceability.Recycling;

/// <summary>A treatment: the batteries that ended in it and the lots that came out of it. It never changes.</summary>
public sealed record Treatment
{
    private static readonly WarningKind RecoveryAboveAll = new(
        "recovery-above-all", "{0:0.###} kg {1} was recovered, but the batteries usually contain {2:0.###} kg. Check masses, purities and that every battery is named.");

    /// <summary>Its id.</summary>
    /// <example>treatment-00112233445566778899</example>
    public required string Id { get; init; }

    /// <summary>The recycler.</summary>
    public required PartyId Owner { get; init; }

    /// <summary>When it was completed.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How the batteries were treated.</summary>
    public required TreatmentProcess Process { get; init; }

    /// <summary>Where.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The edition of the rules it was judged by.</summary>
    /// <example>recycling/2026-04-01</example>
    public required string Rules { get; init; }

    /// <summary>What went in.</summary>
    public required IReadOnlyList<BatteryIn> Batteries { get; init; }

    /// <summary>What went in altogether, in kilograms.</summary>
    public required decimal MassInKg { get; init; }

    /// <summary>What came out, and the lot of each.</summary>
    public required IReadOnlyList<LotOut> Lots { get; init; }

    /// <summary>What of that comes from the batteries, in kilograms: compounds count by the metal in them.</summary>
    public required decimal MassFromBatteriesKg { get; init; }

    /// <summary>Metal expected and recovered.</summary>
    public required MetalBalance Balance { get; init; }

    /// <summary>What looks implausible.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>A treatment as it will be recorded.</summary>
    /// <param name="id">Its id; the ids of its lots follow from it.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="standings">Of the batteries, in the order of the command; null where nobody registered one.</param>
    /// <param name="caller">The recycler.</param>
    /// <param name="edition">The rules.</param>
    public static Treatment Of(string id, TreatBatteries command, IReadOnlyList<Standing?> standings, Party caller, Edition<RecyclingRules> edition)
    {
        var batteries = command.Batteries.Zip(standings, static (line, standing) => new BatteryIn(line.Battery, line.MassKg ?? standing?.Reception?.MassKg ?? 0)).ToList();
        var balance = MetalBalance.Of([.. standings.OfType<Standing>().Select(standing => standing.Nameplate)], command.Outputs, edition.Rules);
        return new()
        {
            Id = id,
            Owner = caller.Id,
            OccurredAt = command.OccurredAt,
            Process = command.Process,
            Region = command.Region ?? caller.Region,
            Rules = edition.Id,
            Batteries = batteries,
            MassInKg = batteries.Sum(battery => battery.MassKg),
            Lots = [.. command.Outputs.Select((output, number) => new LotOut(LotId(id, number), output))],
            MassFromBatteriesKg = decimal.Round(command.Outputs.Sum(output => MetalBalance.FromBatteriesKg(output, edition.Rules)), 3),
            Balance = balance,
            Warnings = [.. WarningsOf(balance, edition.Rules), .. command.Region?.Warnings("region") ?? []],
        };
    }

    /// <summary>The documents that come to be with it: itself and its lots.</summary>
    public IReadOnlyList<WorkOrderDocument> Documents() =>
    [
        WorkOrderDocument.Of(TreatmentBook.Collection, Id, this, TreatmentBook.TagsOf(this)),
        .. Lots.Select(output => Lot.Of(this, output)).Select(lot => WorkOrderDocument.Of(LotBook.Collection, lot.Id, lot, LotBook.TagsOf(lot))),
    ];

    /// <summary>Whether a party may read it.</summary>
    public bool MayBeReadBy(Party party) => Readers.MayRead(party, Owner, Region);

    private static IEnumerable<Warning> WarningsOf(MetalBalance balance, RecyclingRules rules) => balance.BatteriesWithoutFactors > 0 ? [] :
        from metal in balance.Metals
        where metal.RecoveredKg > metal.ExpectedKg * (1 + rules.OutputTolerancePercent / 100)
        select RecoveryAboveAll.At("outputs", metal.RecoveredKg, metal.Metal, metal.ExpectedKg);

    private static string LotId(string treatment, int number) =>
        $"lot-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{treatment}\n{number}")).AsSpan(0, 10))}";
}

/// <summary>A battery that ended in a treatment.</summary>
/// <param name="Battery">Its code.</param>
/// <param name="MassKg" example="339.2">What went in of it, in kilograms.</param>
public sealed record BatteryIn(BatteryCode Battery, decimal MassKg);

/// <summary>What came out of a treatment, with its lot.</summary>
/// <param name="Lot" example="lot-0123456789abcdef0123">The lot that it became.</param>
/// <param name="Output">What it is.</param>
public sealed record LotOut(string Lot, Output Output);

/// <summary>The treatments of this process.</summary>
public sealed class TreatmentBook(IDocumentStore store)
{
    internal const string Collection = "treatments";
    private readonly Documents<Treatment> documents = new(store, Collection, TagsOf);

    /// <summary>The treatment, or null where there is none.</summary>
    public async Task<Treatment?> Find(string id, CancellationToken cancellation) => (await documents.Find(id, cancellation))?.Value;

    internal static IReadOnlyList<string> TagsOf(Treatment treatment) => Readers.Tags(treatment.Owner, treatment.Region);
}
