using System.Globalization;
using CsCheck;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

public abstract class SearchContract : AuditContract
{
    private static readonly Party[] Callers =
    [
        .. RandomRegistry.Parties.Select(id => Caller(id, RegionCode.Of("520115"), PartyRole.Dealer)),
        .. new[] { "100000", "520000", "520100", "520115", "520300", "440000", "110000" }
            .Select(region => Caller(PartyId.Of("11520000MB0TEXT163"), RegionCode.Of(region), PartyRole.Regulator)),
    ];

    [Fact]
    public async Task A_search_finds_just_what_meets_all_criteria_and_the_caller_may_read() => await Gen.Int.SampleAsync(
        async seed =>
        {
            await using var histories = await Open();
            var registry = new RandomRegistry(seed, packs: 4, steps: 40);
            var random = new Random(seed);
            SealedEntry[] entries = [.. registry.Entries];
            random.Shuffle(entries);
            foreach (var delivery in entries.Chunk(17))
            {
                await histories.Receive(delivery);
            }

            for (var search = 0; search < 40; search++)
            {
                var caller = Callers[random.Next(Callers.Length)];
                var criteria = Criteria(registry, random) with { Seer = Seers.Of(caller) };
                Assert.Equal(
                    registry.Standings.Values.Where(standing => Meets(registry, standing, criteria) && MayRead(registry, standing, caller)).Select(standing => standing.Battery.Value).Order(StringComparer.Ordinal),
                    await All(histories, criteria));
            }
        },
        iter: Samples(25),
        threads: 2);

    [Fact]
    public async Task A_part_is_found_where_its_whole_is_until_it_is_taken_out()
    {
        await using var histories = await Open();
        var (pack, module) = (Battery(1), BatteryCode.Of("GZ9ME0100000A1G6K0000001"));
        var packLife = Tell(
            pack,
            Registered([module]),
            new TransferOffered { Transfer = "t", Type = TransferType.Sale, From = Maker, To = Dealer, ExpiresAt = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) },
            new TransferAccepted { Transfer = "t", Holder = Dealer, Custodian = Dealer, Region = Zunyi },
            new PartsTakenOut { Parts = [module], Reason = "Weak." });
        var moduleLife = Tell(
            module,
            Registered(),
            new BatteryBuiltIn { Into = pack },
            new BatteryTakenOut { From = pack, Holder = Maker, Custodian = Maker, Stage = Stage.Available, Region = Guanshanhu });
        var dealers = new BatteryCriteria { Seer = Dealer.Value, Holder = Dealer, Limit = 10 };

        // The part's entry comes before that of the whole.
        await histories.Receive([.. moduleLife.Take(2)]);
        Assert.Empty(await All(histories, dealers));
        await histories.Receive([.. packLife.Take(3)]);
        Assert.Equal([module.Value, pack.Value], await All(histories, dealers));
        Assert.Equal([module.Value, pack.Value], await All(histories, new() { Seer = "5203", Region = Zunyi, Limit = 1 }));

        await histories.Receive([.. packLife.Skip(3), .. moduleLife.Skip(2)]);
        Assert.Equal([pack.Value], await All(histories, dealers));
        Assert.Equal([pack.Value], await All(histories, dealers with { Holder = null }));
    }

    [Fact]
    public async Task Pages_hold_while_batteries_are_added()
    {
        await using var histories = await Open();
        await histories.Receive(Enumerable.Range(1, 9).Select(serial => Battery(serial * 10)).SelectMany(battery => Life(battery, 1)));
        var first = await histories.Search.Find(new() { Seer = null, Limit = 4 }, Cancellation);
        await histories.Receive([.. Life(Battery(5), 1), .. Life(Battery(45), 1)]);
        var rest = await All(histories, new() { Seer = null, After = first.Next, Limit = 4 });
        Assert.Equal([45, 50, 60, 70, 80, 90], rest.Select(code => int.Parse(code[^2..], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task What_many_have_and_few_have_together_is_found_in_short_pages()
    {
        await using var histories = await Open();
        var batteries = Enumerable.Range(1, 5000).Select(serial => serial % 2 == 0
            ? Tell(Battery(serial), Registered())
            : Tell(Battery(serial), Registered() with { Nameplate = Registered().Nameplate with { Chemistry = Chemistry.Lfp } }, Retired));
        foreach (var delivery in batteries.SelectMany(life => life).Chunk(1000))
        {
            await histories.Receive(delivery);
        }

        var criteria = new BatteryCriteria { Seer = null, Stage = Stage.Retired, Chemistry = Chemistry.Ncm622, Limit = 100 };
        var first = await histories.Search.Find(criteria, Cancellation);
        Assert.Empty(first.Batteries);
        Assert.NotNull(first.Next);
        Assert.Empty(await All(histories, criteria));
        Assert.Equal(2500, (await All(histories, criteria with { Chemistry = Chemistry.Lfp })).Count);
        Assert.Equal(2500, (await All(histories, criteria with { Chemistry = Chemistry.Lfp, ProducedFrom = new(2020, 1, 1) })).Count);
    }

    private static async Task<List<string>> All(Histories histories, BatteryCriteria criteria)
    {
        var found = new List<string>();
        BatteryPage page;
        do
        {
            page = await histories.Search.Find(criteria, Cancellation);
            found.AddRange(page.Batteries.Select(battery => battery.Battery.Value));
            criteria = criteria with { After = page.Next };
        }
        while (page.Next is not null);
        return found;
    }

    private static BatteryCriteria Criteria(RandomRegistry registry, Random random)
    {
        var (standing, other) = (registry.One([.. registry.Standings.Values]), registry.One([.. registry.Standings.Values]));
        bool Asked() => random.Next(6) == 0;
        return new()
        {
            Seer = null,
            Limit = 1 + random.Next(5),
            CodePrefix = Asked() ? standing.Battery.Value[..random.Next(1, 24)] : null,
            Maker = Asked() ? standing.Maker : null,
            Holder = Asked() ? standing.Holder : null,
            Custodian = Asked() ? other.Custodian : null,
            Vin = Asked() ? registry.One(RandomRegistry.Vins) : null,
            Model = Asked() ? standing.Nameplate.Model : null,
            Stage = Asked() ? other.Stage : null,
            Chemistry = Asked() ? standing.Nameplate.Chemistry : null,
            Level = Asked() ? other.Nameplate.Level : null,
            Region = Asked() ? registry.One([RegionCode.Of("520100"), RegionCode.Of("440000"), .. RandomRegistry.Regions]) : null,
            ProducedFrom = Asked() ? standing.Nameplate.ProducedOn : null,
            ProducedTo = Asked() ? other.Nameplate.ProducedOn : null,
            RecordedFrom = Asked() ? standing.RecordedAt : null,
            RecordedTo = Asked() ? other.RecordedAt : null,
            SohFrom = Asked() ? random.Next(40, 90) + 0.05m : null,
            SohTo = Asked() ? random.Next(50, 100) + 0.05m : null,
            LastKind = Asked() ? registry.LastKindOf(standing.Battery) : null,
            Discrepancy = random.Next(20) == 0 ? DiscrepancyKind.OfferNeverAnswered : null,
        };
    }

    private static bool Meets(RandomRegistry registry, Standing standing, BatteryCriteria asked)
    {
        var outermost = standing;
        while (outermost.BuiltInto is { } whole)
        {
            outermost = registry.Standings[whole];
        }

        var plate = standing.Nameplate;
        return standing.Battery.Value.StartsWith(asked.CodePrefix ?? "", StringComparison.Ordinal)
            && (asked.Maker ?? standing.Maker) == standing.Maker
            && (asked.Holder ?? outermost.Holder) == outermost.Holder
            && (asked.Custodian ?? outermost.Custodian) == outermost.Custodian
            && (asked.Vin is null || asked.Vin == (standing.Vehicle?.Vin ?? standing.LastVin))
            && (asked.Model ?? plate.Model) == plate.Model
            && (asked.Stage ?? standing.Stage) == standing.Stage
            && (asked.Chemistry ?? plate.Chemistry) == plate.Chemistry
            && (asked.Level ?? plate.Level) == plate.Level
            && (asked.Region?.Contains(outermost.Region) ?? true)
            && plate.ProducedOn >= (asked.ProducedFrom ?? plate.ProducedOn) && plate.ProducedOn <= (asked.ProducedTo ?? plate.ProducedOn)
            && standing.RecordedAt >= (asked.RecordedFrom ?? standing.RecordedAt) && standing.RecordedAt <= (asked.RecordedTo ?? standing.RecordedAt)
            && (asked.SohFrom is null || standing.Health?.SohPercent >= asked.SohFrom)
            && (asked.SohTo is null || standing.Health?.SohPercent <= asked.SohTo)
            && (asked.LastKind ?? registry.LastKindOf(standing.Battery)) == registry.LastKindOf(standing.Battery)
            && (asked.Discrepancy is null || registry.Entries.Any(entry => entry.Entry.Battery == standing.Battery && entry.Entry.Data is TransferExpired));
    }

    private static bool MayRead(RandomRegistry registry, Standing standing, Party caller) =>
        HistoryAccess.MayRead(standing, caller) || (standing.BuiltInto is { } whole && MayRead(registry, registry.Standings[whole], caller));

    private static Party Caller(PartyId id, RegionCode region, PartyRole role) => new() { Id = id, Name = "A party", Roles = [role], Region = region, Version = 1 };
}
