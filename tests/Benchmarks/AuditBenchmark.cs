using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Audit;
using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Sqlite;

namespace Traceability.Benchmarks;

/// <summary>How fast Audit keeps entries, and how fast it finds batteries among a million.</summary>
internal static class AuditBenchmark
{
    private const int Batteries = 1_000_000;
    private const int BatteriesPerCommit = 50_000;
    private const int Searches = 200;
    private const int Lives = 10_000;
    private const int EntriesPerDelivery = 1000;

    // Spread over makers, holders, regions, stages ... as unevenly as batteries are: one retired in sixteen, one tested in eighty.
    private const string Million = """
        with recursive n(i) as (select $1 union all select i + 1 from n where i + 1 < $1 + $2)
        insert into audit_batteries select
            printf('GZ%dPB%02d%05dA1G6K%07d', i / 100000, i / 10000 % 10, i % 10000, 1 + (i * 7919) % 9999991), null, iif(i % 50, 'pack', 'module'),
            iif(i % 16, iif(i % 3, 'installed', 'available'), iif(i % 64, 'retired', 'treated')), iif(i % 3, 'LFP', iif(i % 1000, 'NCM622', 'Ni-MH')),
            (select code from parties where id = i % 20), printf('M-%d', i % 300), (select code from parties where id = (i * 31) % 2000),
            (select code from parties where id = (i * 37) % 2000), (select code from regions where id = (i / 3) % 12),
            iif(i % 50, null, (select code from vins where id = i / 50)), 737000 + i % 3000, 1700000000000 + (i * 7919) % 90000000000,
            (1700000000000 + (i * 7919) % 90000000000) / 86400000, iif(i % 80, null, 400 + i % 600),
            iif(i % 16, 'battery-installed', iif(i % 80, 'battery-retired', 'health-assessed')), '' from n
        """;

    private static readonly string[] Regions =
        ["520115", "520121", "520303", "520402", "520502", "520603", "522702", "440300", "110100", "310100", "520201", "520103"];

    private static readonly string[] Parties = [.. Valid<PartyId>(2000, number => $"915201{number % 90 + 10}MA{number:0000000}", "0123456789ABCDEFGHJKLMNPQRTUWXY", 17)];
    private static readonly string[] Vins = [.. Valid<Vin>(20_000, number => $"LZ9AB1CDRG{number:000000}", "0123456789X", 8)];

    private const string Access = "insert or ignore into audit_access select {0}, battery from audit_batteries where battery > $1 and battery <= $2";

    /// <summary>Measures and prints.</summary>
    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("traceability-audit-benchmark-");
        try
        {
            await Keep(folder.FullName);
            await Search(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Keeps whole lives: registered, installed, offered, accepted, retired.</summary>
    public static async Task Keep(string folder)
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "keep.db"));
        var keep = new KeepHistories(new SqliteHistoryStore(database), DiscrepancyTolerance.Usual, NullLogger<KeepHistories>.Instance);
        var lives = Enumerable.Range(1, Lives).Select(SealedLife.Of).ToList();
        var deliveries = Enumerable.Range(0, lives[0].Count).SelectMany(number => lives.Select(life => life[number])).Chunk(EntriesPerDelivery).ToList();
        await keep.Receive(deliveries[0], CancellationToken.None);

        var (keeping, used) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        foreach (var delivery in deliveries.Skip(1))
        {
            await keep.Receive(delivery, CancellationToken.None);
        }

        var kept = (deliveries.Count - 1) * EntriesPerDelivery;
        used = Process.GetCurrentProcess().TotalProcessorTime - used;
        Console.WriteLine($"Audit keeps {kept / keeping.Elapsed.TotalSeconds:0} entries a second, {kept / used.TotalSeconds:0} a second of processor time");
    }

    private static async Task Search(string folder)
    {
        await using var database = new SqliteDatabase(Path.Combine(folder, "search.db"));
        var search = new SqliteBatterySearch(database);
        await Generate(database);

        Console.WriteLine($"{"search among a million",-46}{"p50 ms",10}{"p99 ms",10}");
        foreach (var (name, criteria) in Shapes())
        {
            var took = new List<double>();
            for (var i = 0; i < Searches; i++)
            {
                var asked = criteria(i);
                var begun = Stopwatch.GetTimestamp();
                await search.Find(asked, CancellationToken.None);
                took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            took.Sort();
            Console.WriteLine($"{name,-46}{took[Searches / 2],10:0.00}{took[Searches * 99 / 100],10:0.00}");
        }
    }

    // Codes that differ in their check digit only; one of them is right.
    private static IEnumerable<string> Valid<T>(int count, Func<int, string> body, string digits, int at)
        where T : struct, IIdentifier<T> => Enumerable.Range(0, count)
        .Select(number => digits.Select(digit => body(number).Insert(at, digit.ToString())).First(code => T.Parse(code, out _) is null));

    private static async Task Generate(SqliteDatabase database)
    {
        foreach (var (table, codes) in new[] { ("parties", Parties), ("regions", Regions), ("vins", Vins) })
        {
            await database.Write(session =>
            {
                session.Run($"create table {table} (id integer primary key, code text not null)");
                return codes.Index().Sum(code => session.Run($"insert into {table} values ($1, $2)", code.Index, code.Item));
            });
        }

        for (var first = 0; first < Batteries; first += BatteriesPerCommit)
        {
            await database.Write(session => session.Run(Million, first, BatteriesPerCommit));
        }

        foreach (var who in new[] { "maker", "holder", "substr(region, 1, 2)", "substr(region, 1, 4)", "region" })
        {
            for (var slice = 0; slice < 10; slice++)
            {
                await database.Write(session => session.Run(Access.Replace("{0}", who, StringComparison.Ordinal), $"GZ{slice}", $"GZ{slice + 1}"));
            }
        }
    }

    // Each asks as the province does, from another place in the list each time.
    private static IEnumerable<(string Name, Func<int, BatteryCriteria> Criteria)> Shapes()
    {
        static BatteryCriteria All(int i) => new() { Seer = "52", After = $"GZ{i % 9}PB0{i % 7}", Limit = 100 };
        static BatteryCriteria First(int i) => All(i) with { After = null };
        yield return ("all", All);
        yield return ("codePrefix", i => First(i) with { CodePrefix = $"GZ{i % 9}PB0{i % 7}{i % 10}" });
        yield return ("maker", i => All(i) with { Maker = PartyId.Of(Parties[i % 20]) });
        yield return ("holder", i => First(i) with { Holder = HolderId.Of(Parties[i]) });
        yield return ("vin", i => First(i) with { Vin = Vin.Of(Vins[i]) });
        yield return ("model", i => First(i) with { Model = $"M-{i}" });
        yield return ("stage", i => All(i) with { Stage = Stage.Retired });
        yield return ("chemistry, rare", i => First(i) with { Chemistry = Chemistry.NiMh });
        yield return ("level", i => All(i) with { Level = BatteryLevel.Module });
        yield return ("region, prefecture", i => All(i) with { Region = RegionCode.Of("520300") });
        yield return ("region, county", i => All(i) with { Region = RegionCode.Of("520303") });
        yield return ("produced in a day", i => First(i) with { ProducedFrom = DateOnly.FromDayNumber(737000 + i), ProducedTo = DateOnly.FromDayNumber(737000 + i) });
        yield return ("produced in a year", i => All(i) with { ProducedFrom = DateOnly.FromDayNumber(737000 + i), ProducedTo = DateOnly.FromDayNumber(737365 + i) });
        yield return ("quiet since, retired", i => All(i) with { RecordedTo = DateTimeOffset.FromUnixTimeMilliseconds(1701000000000), Stage = Stage.Retired });
        yield return ("recorded in a day", i => First(i) with { RecordedFrom = DateTimeOffset.FromUnixTimeMilliseconds(1700000000000 + (i * 86400000L)), RecordedTo = DateTimeOffset.FromUnixTimeMilliseconds(1700086400000 + (i * 86400000L)) });
        yield return ("soh 70 to 80", i => All(i) with { SohFrom = 70, SohTo = 80 });
        yield return ("lastKind", i => All(i) with { LastKind = "health-assessed" });
        yield return ("stage and chemistry", i => All(i) with { Stage = Stage.Retired, Chemistry = Chemistry.Ncm622 });
        yield return ("stage and chemistry, none", i => All(i) with { Stage = Stage.Retired, Chemistry = Chemistry.Lco });
        yield return ("maker and stage", i => All(i) with { Maker = PartyId.Of(Parties[i % 20]), Stage = Stage.Retired });
        yield return ("region and stage", i => All(i) with { Region = RegionCode.Of("520300"), Stage = Stage.Retired });
        yield return ("discrepancy, none", i => First(i) with { Discrepancy = DiscrepancyKind.SohRises });
        yield return ("a small holder's all", i => First(i) with { Seer = Parties[100 + i] });
        yield return ("a county's retired", i => First(i) with { Seer = "520303", Stage = Stage.Retired });
    }
}
