using Traceability.Audit.Search;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

/// <summary>All by which batteries are searched can be made anew from the kept entries.</summary>
public sealed class SqliteProjectionTests
{
    private static readonly string[] Tables = ["audit_batteries", "audit_access", "audit_discrepancies", "audit_links"];

    [Fact]
    public async Task Made_anew_it_is_the_same()
    {
        await using var histories = new SqliteHistories();
        await histories.Receive(new RandomRegistry(seed: 7, packs: 30, steps: 400).Entries);
        var before = Dump(histories);
        Assert.All(before, table => Assert.NotEmpty(table));

        await histories.Database.Write(session => Tables.Sum(table => session.Run($"delete from {table}")));
        var projection = new SqliteProjection(histories.Database, DiscrepancyTolerance.Usual);
        await projection.Demand();
        await projection.StartAsync(Cancellation);
        Assert.Equal(before, Dump(histories));
    }

    [Fact]
    public async Task A_file_of_an_earlier_release_gets_it_on_the_first_start()
    {
        await using var histories = new SqliteHistories();
        await histories.Receive([.. Life(Battery(1), 4), .. Life(Battery(2), 2)]);
        var early = Life(Battery(3), 4);
        await histories.Receive(early[3]);
        var before = Dump(histories);
        string[] all = ["audit_early", "audit_rebuilding", "audit_material", "audit_refusals", .. Tables];
        await histories.Database.Write(session => all
            .Sum(table => session.Run($"drop table {table}")) + session.Run("update migrations set version = 1 where store = 'audit'"));

        await new SqliteProjection(histories.Database, DiscrepancyTolerance.Usual).StartAsync(Cancellation);
        Assert.Equal(before, Dump(histories));
        await histories.Receive(early.Take(3));
        Assert.Equal(4, (await histories.Store.Standing(Battery(3), Cancellation))!.Sequence);
    }

    private static List<string>[] Dump(SqliteHistories histories) => [.. Tables.Select(table => histories.Database.Read(session => session.All(
        $"select * from {table} order by 1, 2",
        row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(column => row.GetName(column) == "seers"
            ? string.Join(' ', row.GetString(column).Split(' ').Order())
            : $"{row.GetValue(column)}")))))];
}
