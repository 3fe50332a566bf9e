using System.Globalization;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

/// <summary>A small registry whose batteries live at random; packs have parts, which come and go.</summary>
internal sealed class RandomRegistry
{
    public static readonly PartyId[] Parties =
        [Maker, Dealer, PartyId.Of("91520402MA0TEXT47G"), PartyId.Of("91520502MA0TEXT55G"), PartyId.Of("91520603MA0TEXT63Y")];

    public static readonly RegionCode[] Regions = [.. new[] { "520115", "520121", "520303", "520402", "440300", "520000" }.Select(code => RegionCode.Of(code))];
    public static readonly Vin[] Vins = [Vin.Of("LZ9AB1CD8RG100001"), Vin.Of("LZ9AB1CD2SG100002")];

    private readonly Random random;
    private readonly Dictionary<BatteryCode, Standing> standings = [];
    private readonly List<SealedEntry> entries = [];

    public RandomRegistry(int seed, int packs, int steps)
    {
        random = new(seed);
        for (var pack = 1; pack <= packs; pack++)
        {
            BuildPack(pack);
        }

        for (var step = 0; step < steps && Living() is { Count: > 0 } living; step++)
        {
            Step(One(living));
        }
    }

    public IReadOnlyList<SealedEntry> Entries => entries;

    public IReadOnlyDictionary<BatteryCode, Standing> Standings => standings;

    public string LastKindOf(BatteryCode battery) => entries.Last(entry => entry.Entry.Battery == battery).Entry.Kind;

    public T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private List<Standing> Living() => [.. standings.Values.Where(standing => !standing.Stage.IsEnd() && standing.Stage != Stage.BuiltIn)];

    private static BatteryCode Code(char level, int serial) => BatteryCode.Of($"GZ9{level}E0100000A1G6K{serial:0000000}");

    private void BuildPack(int pack)
    {
        var modules = Enumerable.Range(0, random.Next(3)).Select(number => Code('M', (pack * 10) + number)).ToList();
        foreach (var module in modules)
        {
            var cells = Enumerable.Range(0, random.Next(3)).Select(number => Code('C', (int.Parse(module.SerialNumber!, CultureInfo.InvariantCulture) * 10) + number)).ToList();
            cells.ForEach(cell => Record(cell, Registration(cell, [])));
            Record(module, Registration(module, cells));
            cells.ForEach(cell => Record(cell, new BatteryBuiltIn { Into = module }));
        }

        Record(Code('P', pack), Registration(Code('P', pack), modules));
        modules.ForEach(module => Record(module, new BatteryBuiltIn { Into = Code('P', pack) }));
    }

    private BatteryRegistered Registration(BatteryCode battery, IReadOnlyList<BatteryCode> parts)
    {
        var registered = Registered(parts);
        return registered with
        {
            Maker = One(Parties),
            Holder = One(Parties),
            Region = One(Regions),
            Nameplate = registered.Nameplate with
            {
                Level = battery.Level!.Value, Chemistry = random.Next(2) == 0 ? Chemistry.Lfp : Chemistry.Ncm622, Model = $"GP-{random.Next(2)}", ProducedOn = new(2026, 6, 1 + random.Next(20)),
            },
        };
    }

    private void Step(Standing standing)
    {
        var battery = standing.Battery;
        if (standing.Parts.Count > 0 && random.Next(4) == 0)
        {
            var part = One(standing.Parts);
            Record(battery, new PartsTakenOut { Parts = [part], Reason = "Weak." });
            var stage = standing.Stage == Stage.Retired ? Stage.Retired : Stage.Available;
            Record(part, new BatteryTakenOut { From = battery, Holder = standing.Holder, Custodian = standing.Custodian, Stage = stage, Region = One(Regions) });
            return;
        }

        switch (random.Next(4))
        {
            case 0:
                var transfer = $"t{entries.Count}";
                Record(battery, new TransferOffered { Transfer = transfer, Type = TransferType.Sale, From = Maker, To = Dealer, ExpiresAt = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) });
                Record(battery, random.Next(4) == 0
                    ? new TransferExpired { Transfer = transfer }
                    : new TransferAccepted { Transfer = transfer, Holder = One(Parties), Custodian = One(Parties), Region = One(Regions) });
                break;

            case 1 when standing.Stage == Stage.Available:
                Record(battery, new BatteryInstalled { Vin = One(Vins), Region = One(Regions) });
                break;

            case 1 or 2 when standing.Stage != Stage.Retired:
                Record(battery, new BatteryRetired { Reason = RetirementReason.EndOfLife, Vin = standing.Vehicle?.Vin, Region = One(Regions) });
                break;

            case 2 when random.Next(4) == 0:
                Record(battery, new BatteryReceived { MassKg = 300, Region = One(Regions) });
                Record(battery, Treated($"treatment-{entries.Count}", $"lot-{entries.Count}"));
                break;

            case 3 when standing.Stage == Stage.Retired:
                Record(battery, Tested(random.Next(400, 1000) / 10m));
                break;
        }
    }

    private void Record(BatteryCode battery, EntryData data)
    {
        var standing = standings.GetValueOrDefault(battery);
        var previous = standing is null ? null : (Seal?)entries.Last(entry => entry.Entry.Battery == battery).Seal;
        var entry = Close(battery, (standing?.Sequence ?? 0) + 1, previous, data);
        standings[battery] = standing.After(entry.Entry);
        entries.Add(entry);
    }
}
