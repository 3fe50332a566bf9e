using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;

namespace Traceability.Recycling;

/// <summary>A step of treatment: the batteries that ended in it, the lots that went in, and what came out of it. It never changes.</summary>
public sealed record Treatment
{
    private const int KgDecimals = 3;

    private static readonly WarningKind RecoveryAboveAll = new(
        "recovery-above-all", "{0:0.###} kg {1} was recovered, but usually {2:0.###} kg went in. Check masses, purities and that every battery is named.");

    private static readonly WarningKind OutsideUsualRange = new(
        "metal-outside-usual-range", "{0:0.###} kg {1} came out, but batteries of this energy contain {2:0.###} to {3:0.###} kg. Check masses and purities.");

    /// <summary>Its id.</summary>
    /// <example>treatment-00112233445566778899</example>
    public required string Id { get; init; }

    /// <summary>The recycler.</summary>
    public required PartyId Owner { get; init; }

    /// <summary>When it was completed.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What was done.</summary>
    public required TreatmentProcess Process { get; init; }

    /// <summary>Where.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>The edition of the rules it was judged by.</summary>
    /// <example>recycling/2026-04-01</example>
    public required string Rules { get; init; }

    /// <summary>The batteries that ended in it.</summary>
    public required IReadOnlyList<BatteryIn> Batteries { get; init; }

    /// <summary>The lots that went in.</summary>
    public IReadOnlyList<LotIn> LotsIn { get; init; } = [];

    /// <summary>What of all that went in comes from batteries, in kilograms: compounds count by the metal in them, reagents not.</summary>
    public required decimal MassInKg { get; init; }

    /// <summary>Acid, soda, water and the like that was added and may be found again in residues, in kilograms.</summary>
    public decimal? ReagentsKg { get; init; }

    /// <summary>What came out, and the lot of each.</summary>
    public required IReadOnlyList<LotOut> Lots { get; init; }

    /// <summary>What of that comes from the batteries, in kilograms: compounds count by the metal in them.</summary>
    public required decimal MassFromBatteriesKg { get; init; }

    /// <summary>What is of no more use.</summary>
    public IReadOnlyList<Residue> Residues { get; init; } = [];

    /// <summary>What is known to be lost, in kilograms: burnt, evaporated, dusted away.</summary>
    public decimal? LossKg { get; init; }

    /// <summary>What energy it took.</summary>
    public EnergyUse? Energy { get; init; }

    /// <summary>What process water it took.</summary>
    public ProcessWater? Water { get; init; }

    /// <summary>Metal expected and recovered.</summary>
    public required MetalBalance Balance { get; init; }

    /// <summary>What a regulator should look at.</summary>
    public IReadOnlyList<TreatmentFlag> Flags { get; init; } = [];

    /// <summary>What looks implausible.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>SHA-256 of the request, where it had a key.</summary>
    public string? RequestHash { get; init; }

    /// <summary>Whether it is counted in the recycler's balance and the other services have been told of it.</summary>
    public bool? IsTold { get; init; }

    /// <summary>A treatment as it will be recorded.</summary>
    /// <param name="id">Its id; the ids of its lots follow from it.</param>
    /// <param name="command">What was asked.</param>
    /// <param name="standings">Of the batteries, in the order of the command; null where nobody registered one.</param>
    /// <param name="lots">The lots that go in and how much of each.</param>
    /// <param name="caller">The recycler.</param>
    /// <param name="edition">The rules.</param>
    /// <param name="requestHash">By which a repetition is told.</param>
    public static Treatment Of(
        string id, TreatBatteries command, IReadOnlyList<Standing?> standings, IReadOnlyList<(Lot Lot, decimal MassKg)> lots, Party caller,
        Edition<RecyclingRules> edition, string? requestHash = null)
    {
        var rules = edition.Rules;
        List<BatteryIn> batteries = [.. command.Batteries.Zip(standings, (line, standing) => new BatteryIn(
            line.Battery, line.MassKg ?? standing?.Reception?.MassKg ?? 0, standing is null ? null : Contents.OfBattery(standing.Nameplate, rules)))];
        List<LotIn> lotsIn = [.. lots.Select(part => new LotIn(part.Lot.Id, part.Lot.Material, part.MassKg, part.Lot.MetalKg(part.MassKg)))];
        var outputs = OutputsOf(id, command.Outputs, batteries, lotsIn, rules);
        var balance = MetalBalance.Of([.. standings.OfType<Standing>().Select(standing => standing.Nameplate)], lotsIn, outputs, rules);
        return new()
        {
            Id = id,
            Owner = caller.Id,
            OccurredAt = command.OccurredAt,
            Process = command.Process,
            Region = command.Region ?? caller.Region,
            Rules = edition.Id,
            Batteries = batteries,
            LotsIn = lotsIn,
            MassInKg = decimal.Round(
                batteries.Sum(battery => battery.MassKg) + lots.Sum(part => Contents.FromBatteriesKg(part.Lot.Material, part.MassKg, part.Lot.MetalPercent, rules)),
                KgDecimals),
            ReagentsKg = command.ReagentsKg,
            Lots = outputs,
            MassFromBatteriesKg = decimal.Round(
                outputs.Sum(output => Contents.FromBatteriesKg(output.Output.Material, output.Output.MassKg, output.MetalPercent, rules)), KgDecimals),
            Residues = command.Residues,
            LossKg = command.LossKg,
            Energy = command.Energy,
            Water = command.Water,
            Balance = balance,
            Flags = balance.Flags(rules),
            Warnings = [.. WarningsOf(balance, rules), .. command.Region?.Warnings("region") ?? []],
            RequestHash = requestHash,
        };
    }

    /// <summary>The documents that come to be with it: itself and its lots.</summary>
    public IReadOnlyList<WorkOrderDocument> Documents() =>
    [
        WorkOrderDocument.Of(TreatmentBook.Collection, Id, this, TreatmentBook.TagsOf(this)),
        .. Lots.Select(output => Lot.Of(this, output)).Select(lot => WorkOrderDocument.Of(LotBook.Collection, lot.Id, lot, LotBook.TagsOf(lot))),
    ];

    /// <summary>Whether a party may read it.</summary>
    public bool MayBeReadBy(Party party) => Readership.MayRead(party, Owner, Region);

    /// <summary>The treatment as others are shown it: how the registry keeps its books is nobody's business.</summary>
    public Treatment Shown() => this with { RequestHash = null, IsTold = null };

    /// <summary>What other services need to know of it.</summary>
    public TreatmentFacts Facts() => new()
    {
        Id = Id,
        Process = Process,
        Owner = Owner,
        Region = Region,
        OccurredAt = OccurredAt,
        Batteries = [.. Batteries.Select(battery => new TreatedBattery(battery.Battery, battery.MassKg, battery.MetalKg ?? new Dictionary<Metal, decimal>()))],
        Lots = [.. LotsIn.Select(lot => new LotSource(null, lot.Lot, lot.MassKg))],
        Outputs = [.. Lots.Select(output => output.Lot)],
    };

    // Nobody analyses the cells out of a dismantled pack; but what the pack contained is in them.
    private static List<LotOut> OutputsOf(string id, IReadOnlyList<Output> outputs, List<BatteryIn> batteries, List<LotIn> lots, RecyclingRules rules)
    {
        var cellsKg = outputs.Where(IsUnassayedCells).Sum(output => output.MassKg);
        var isKnown = batteries.All(battery => battery.MetalKg is not null)
            && lots.All(lot => Contents.OfCathodes.All(metal => Contents.IsKnown(metal, lot.Material, lot.MetalKg)));
        var inCells = (cellsKg > 0 && isKnown ? Contents.OfCathodes : []).ToDictionary(
            metal => metal,
            metal => decimal.Round(decimal.Min(100 * (batteries.Sum(battery => battery.MetalKg!.GetValueOrDefault(metal)) + lots.Sum(lot => lot.MetalKg.GetValueOrDefault(metal))) / cellsKg, 100), 6));
        return [.. outputs.Select((output, number) => new LotOut(
            Lot.IdFrom(id, number), output, IsUnassayedCells(output) ? inCells : Contents.PercentOf(output, rules)))];
    }

    private static bool IsUnassayedCells(Output output) => output is { Material: Material.Cells, AssayPercent: null or { Count: 0 } };

    private static IEnumerable<Warning> WarningsOf(MetalBalance balance, RecyclingRules rules) =>
    [
        .. balance.Flags(rules).Select(flag => RecoveryAboveAll.At("outputs", flag.RecoveredKg, flag.Metal, flag.ExpectedKg)),
        .. from metal in balance.Metals
           where rules.MetalRangeKgPerKwh.ContainsKey(metal.Metal) && metal is { IsExpectedKnown: false, ExpectedMaxKg: > 0 }
           where metal.RecoveredKg > metal.ExpectedMaxKg * (1 + rules.OutputTolerancePercent / 100)
           select OutsideUsualRange.At("outputs", metal.RecoveredKg, metal.Metal, metal.ExpectedMinKg, metal.ExpectedMaxKg),
    ];
}
