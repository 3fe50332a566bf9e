using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>
/// A step of treatment that takes batteries or lots apart, or recovers their materials (再生利用): all that goes in goes in, or nothing. A
/// battery ends in the first step that takes it; what it becomes are lots, which further steps take.
/// </summary>
public sealed record TreatBatteries
{
    private const int BatteriesMax = 1000;
    private const int LotsMax = 50;
    private const int OutputsMax = 50;

    /// <summary>When the treatment was completed.</summary>
    /// <example>2026-10-21T18:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What was done.</summary>
    public required TreatmentProcess Process { get; init; }

    /// <summary>Where the plant is; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Up to 1,000 batteries, each received by the caller and named once. At least one battery or lot goes in.</summary>
    /// <example>[{ "battery": "GZ9PE0100000A1G6K0000012", "massKg": 339.2 }]</example>
    public IReadOnlyList<BatteryToTreat> Batteries { get; init; } = [];

    /// <summary>Up to 50 lots of the caller's, each named once.</summary>
    public IReadOnlyList<LotToTake> Lots { get; init; } = [];

    /// <summary>Acid, soda, water and the like that was added and may be found again in residues, in kilograms.</summary>
    public decimal? ReagentsKg { get; init; }

    /// <summary>1 to 50 outputs; each becomes a lot.</summary>
    public required IReadOnlyList<Output> Outputs { get; init; }

    /// <summary>Up to 50 residues.</summary>
    public IReadOnlyList<Residue> Residues { get; init; } = [];

    /// <summary>What is known to be lost, in kilograms: burnt, evaporated, dusted away.</summary>
    public decimal? LossKg { get; init; }

    /// <summary>What energy it took.</summary>
    public EnergyUse? Energy { get; init; }

    /// <summary>What process water it took.</summary>
    public ProcessWater? Water { get; init; }

    /// <summary>Why the request as a whole cannot be carried out, whatever the dossiers say, or null.</summary>
    public static Refusal? Refuse(TreatBatteries command, Party caller) =>
        RefuseSize(command.Batteries.Count, "batteries", command.Lots.Count == 0 ? 1 : 0, BatteriesMax)
        ?? RefuseSize(command.Lots.Count, "lots", 0, LotsMax)
        ?? RefuseSize(command.Outputs.Count, "outputs", 1, OutputsMax)
        ?? RefuseSize(command.Residues.Count, "residues", 0, OutputsMax)
        ?? First(command.Batteries, static (line, i) => RefuseNull(line, $"batteries[{i}]"))
        ?? First(command.Outputs, static (output, i) => RefuseNull(output, $"outputs[{i}]"))
        ?? First(command.Residues, static (residue, i) => RefuseNull(residue, $"residues[{i}]"))
        ?? First(command.Batteries, static (line, i) => Masses.Refuse(line.MassKg, Masses.BatteryKgMax, $"batteries[{i}].massKg"))
        ?? LotToTake.Refuse(command.Lots)
        ?? First(command.Outputs, static (output, i) => TreatmentPartRules.Refuse(output, $"outputs[{i}]"))
        ?? First(command.Residues, static (residue, i) => TreatmentPartRules.Refuse(residue, $"residues[{i}]"))
        ?? TreatmentPartRules.RefuseUse(command)
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

    /// <summary>
    /// The refusal of a treatment that gives more than it took, or null. What residues weigh beyond what went in must have been added.
    /// </summary>
    public static Refusal? RefuseBalance(Treatment treatment, RecyclingRules rules)
    {
        var outKg = treatment.MassFromBatteriesKg + (treatment.LossKg ?? 0);
        return Refuse(outKg, treatment.MassInKg, "outputs")
            ?? Refuse(outKg + treatment.Residues.Sum(residue => residue.MassKg), treatment.MassInKg + (treatment.ReagentsKg ?? 0), "residues");

        Refusal? Refuse(decimal all, decimal inKg, string field) => all > inKg * (1 + (rules.OutputTolerancePercent / 100))
            ? RecyclingRefusals.MoreOutThanIn.With(all, inKg, rules.OutputTolerancePercent).At(field)
            : null;
    }

    private static Refusal? RefuseUnready(Standing standing, RecyclingRules rules) => standing switch
    {
        { Reception: null } => RecyclingRefusals.NotReceived.With(standing.Battery),
        { Disposition: null } when rules.SecondLifeIsConsideredFirst => RecyclingRefusals.DispositionMissing.With(standing.Battery),
        { Disposition.Disposition: Disposition.SecondLife } => RecyclingRefusals.DispositionIsSecondLife.With(standing.Battery),
        _ => null,
    };

    private static Refusal? RefuseSize(int count, string what, int min, int max) =>
        count < min || count > max ? RecyclingRefusals.TreatmentSize.With(count, what, min, max).At(what) : null;

    // JSON can put null into a list whatever its type says.
    private static Refusal? RefuseNull(object? line, string field) =>
        line is null ? HostingRefusals.MalformedBody.With(HostingPhrases.IsNull.With(field)).At(field) : null;

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

/// <summary>What became of a treatment.</summary>
public sealed record TreatmentRecorded
{
    /// <summary>The treatment, with the lots that came out of it.</summary>
    public required Treatment Treatment { get; init; }

    /// <summary>A receipt per battery, in the order of the request.</summary>
    public required IReadOnlyList<Receipt> Receipts { get; init; }
}
