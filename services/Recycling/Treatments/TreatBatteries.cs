using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Recycling;

/// <summary>Ends batteries in a treatment that recovers their materials (再生利用): all of them or none.</summary>
public sealed record TreatBatteries
{
    private const int BatteriesMax = 1000;
    private const int OutputsMax = 50;
    private const int DescriptionLengthMax = 100;

    /// <summary>When the treatment was completed.</summary>
    /// <example>2026-10-21T18:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How the batteries were treated.</summary>
    public required TreatmentProcess Process { get; init; }

    /// <summary>Where the plant is; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>1 to 1,000 batteries, each received by the caller and named once.</summary>
    public required IReadOnlyList<BatteryToTreat> Batteries { get; init; }

    /// <summary>1 to 50 outputs; each becomes a lot.</summary>
    public required IReadOnlyList<Output> Outputs { get; init; }

    /// <summary>Why the request as a whole cannot be carried out, whatever the dossiers say, or null.</summary>
    public static Refusal? Refuse(TreatBatteries command, Party caller) =>
        (command.Batteries.Count is < 1 or > BatteriesMax
            ? RecyclingRefusals.TreatmentSize.With(command.Batteries.Count, "batteries", BatteriesMax).At("batteries")
            : null)
        ?? (command.Outputs.Count is < 1 or > OutputsMax ? RecyclingRefusals.TreatmentSize.With(command.Outputs.Count, "outputs", OutputsMax).At("outputs") : null)
        ?? First(command.Batteries, static (line, i) => RefuseNull(line, $"batteries[{i}]"))
        ?? First(command.Outputs, static (output, i) => RefuseNull(output, $"outputs[{i}]"))
        ?? First(command.Batteries, static (line, i) => Masses.Refuse(line.MassKg, Masses.BatteryKgMax, $"batteries[{i}].massKg"))
        ?? First(command.Outputs, static (output, i) => RefuseOutput(output, $"outputs[{i}]"))
        ?? CommonRules.RefuseRole(caller, PartyRole.Recycler);

    /// <summary>Whether a battery may end in the treatment.</summary>
    public static Decision Decide(Standing standing, BatteryIn battery, Treatment treatment, Party caller, RecyclingRules rules, DateTimeOffset now) =>
        (InStore.Refuse(standing, caller, now) ?? RefuseUnready(standing, rules)) is { } refusal
            ? refusal
            : new BatteryTreated
            {
                Treatment = treatment.Id,
                Process = treatment.Process,
                MassKg = battery.MassKg,
                Region = treatment.Region,
                Lots = [.. treatment.Lots.Select(lot => lot.Lot)],
            };

    /// <summary>The refusal of a treatment that gives more than it took, or null.</summary>
    public static Refusal? RefuseBalance(Treatment treatment, RecyclingRules rules) =>
        treatment.MassFromBatteriesKg > treatment.MassInKg * (1 + rules.OutputTolerancePercent / 100)
            ? RecyclingRefusals.MoreOutThanIn.With(treatment.MassFromBatteriesKg, treatment.MassInKg, rules.OutputTolerancePercent).At("outputs")
            : null;

    private static Refusal? RefuseUnready(Standing standing, RecyclingRules rules) => standing switch
    {
        { Reception: null } => RecyclingRefusals.NotReceived.With(standing.Battery),
        { Disposition: null } when rules.SecondLifeIsConsideredFirst => RecyclingRefusals.DispositionMissing.With(standing.Battery),
        { Disposition.Disposition: Disposition.SecondLife } => RecyclingRefusals.DispositionIsSecondLife.With(standing.Battery),
        _ => null,
    };

    private static Refusal? RefuseOutput(Output output, string field) =>
        Masses.Refuse(output.MassKg, Masses.LotKgMax, $"{field}.massKg")
        ?? CommonRules.RefusePositive(output.PurityPercent, 100, $"{field}.purityPercent")
        ?? (output.Material == Material.Other || output.Description is not null
            ? CommonRules.RefuseText(output.Description, DescriptionLengthMax, $"{field}.description")
            : null);

    // JSON can put null into a list whatever its type says.
    private static Refusal? RefuseNull(object? line, string field) =>
        line is null ? HostingRefusals.MalformedBody.With($"{field} is null; leave it out or fill it in.").At(field) : null;

    private static Refusal? First<T>(IReadOnlyList<T> lines, Func<T, int, Refusal?> refuse) =>
        lines.Select(refuse).FirstOrDefault(refusal => refusal is not null);

    /// <summary>
    /// Whether one battery may end in the treatment. Masses and lots were reckoned from the standings as read; a dossier that moved on
    /// meanwhile is read again by a repetition.
    /// </summary>
    internal static Decision DecideLine(
        Standing standing, Standing? read, int number, Treatment treatment, Party caller, RecyclingRules rules, DateTimeOffset now)
    {
        var decision = Decide(standing, treatment.Batteries[number], treatment, caller, rules, now);
        return decision switch
        {
            Decision.Refuse(var refusal) => refusal.At($"batteries[{number}]"),
            _ when standing.Sequence != read?.Sequence => DossierRefusals.BatteryBusy.With(standing.Battery),
            _ when number == 0 && RefuseBalance(treatment, rules) is { } refusal => refusal,
            _ => decision,
        };
    }
}

/// <summary>A battery to be treated.</summary>
/// <param name="Battery">Its code.</param>
/// <param name="MassKg" example="339.2">What goes in of it, in kilograms; else its mass at the intake.</param>
public sealed record BatteryToTreat(BatteryCode Battery, decimal? MassKg = null);

/// <summary>Something that came out of a treatment.</summary>
/// <param name="Material">What it is.</param>
/// <param name="MassKg" example="21.5">How much, in kilograms, as it is sold (crystal water included).</param>
/// <param name="PurityPercent" example="99.5">Purity in per cent by mass.</param>
/// <param name="Description" example="battery grade">What it is, in words; needed where the material is <c>other</c>.</param>
public sealed record Output(Material Material, decimal MassKg, decimal? PurityPercent = null, string? Description = null);

/// <summary>What became of a treatment.</summary>
public sealed record TreatmentRecorded
{
    /// <summary>The treatment, with the lots that came out of it.</summary>
    public required Treatment Treatment { get; init; }

    /// <summary>A receipt per battery, in the order of the request.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }
}

/// <summary>The door to <see cref="TreatBatteries"/>.</summary>
public static class TreatBatteriesEndpoint
{
    internal static void MapTreatBatteries(this IEndpointRouteBuilder recycling) => recycling
        .MapPost("/treatments", Handle)
        .WithName("TreatBatteries")
        .AnswersWholly<TreatmentRecorded>(
            RecyclingRefusals.TreatmentSize, DossierRefusals.NumberOutOfRange, DossierRefusals.TextNotUsable, DossierRefusals.RoleMissing,
            DossierRefusals.NotCustodian, DossierRefusals.NotHolder, DossierRefusals.WrongStage, DossierRefusals.TransferOpen,
            RecyclingRefusals.NotReceived, RecyclingRefusals.DispositionMissing, RecyclingRefusals.DispositionIsSecondLife,
            RecyclingRefusals.MoreOutThanIn);

    /// <summary>Records a treatment of batteries and the lots that came out of it.</summary>
    /// <remarks>
    /// All batteries end in it or none: where one is refused, the answer lists why in <c>lines</c> and nothing is recorded.
    /// </remarks>
    /// <response code="201">All batteries have ended in the treatment and its lots are there.</response>
    public static async Task<Results<JsonHttpResult<TreatmentRecorded>, ProblemHttpResult>> Handle(
        TreatBatteries command, Caller caller, IdempotencyKey key, DossierOffice office, WorkOrderDesk desk, TreatmentBook treatments,
        DatedRules<RecyclingRules> rules, CancellationToken cancellation)
    {
        if (TreatBatteries.Refuse(command, caller.Party) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var edition = rules.On(command.OccurredAt);
        var act = new Act
        {
            By = caller.Party.Id,
            Service = RecyclingService.Name,
            Rules = edition.Id,
            OccurredAt = command.OccurredAt,
            Idempotency = key.For("TreatBatteries", command),
        };
        var standings = await Task.WhenAll(command.Batteries.Select(line => office.Read(line.Battery, cancellation)));
        var treatment = Treatment.Of(WorkOrderDesk.IdFor("treatment", act), command, standings, caller.Party, edition);
        var lines = treatment.Batteries.Select((battery, i) => PlannedLine.Record(
            battery.Battery, (standing, now) => TreatBatteries.DecideLine(standing, standings[i], i, treatment, caller.Party, edition.Rules, now)));

        var outcome = await desk.CarryOut(treatment.Id, act, [.. lines], treatment.Documents(), cancellation);

        // A repeated request was reckoned anew above; what counts is what was recorded the first time.
        var recorded = await treatments.Find(treatment.Id, cancellation) ?? treatment;
        return outcome.Answer(done => new TreatmentRecorded { Treatment = recorded, Receipts = done.Receipts });
    }
}
