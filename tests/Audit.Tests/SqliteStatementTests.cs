using Traceability.Audit.RefusedAttempts;
using Traceability.Audit.Search;

namespace Traceability.Audit.Tests;

/// <summary>No question may read a whole table, whatever is in it.</summary>
public sealed class SqliteStatementTests
{
    [Fact]
    public async Task Every_statement_on_refused_attempts_goes_along_an_index_and_sorts_nothing()
    {
        await using var histories = new SqliteHistories();
        _ = histories.Refusals;
        object?[] values = [long.MaxValue, 10, 0L, .. new object?[8]];
        Assert.All(SqliteRefusedAttempts.Leads.SelectMany(lead => new[] { SqliteRefusedAttempts.LastExamined(lead), SqliteRefusedAttempts.Page(lead) }), sql =>
        {
            var plan = histories.Database.Read(session => session.All($"explain query plan {sql}", row => row.GetString(3), values));
            Assert.NotEmpty(plan);
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Every_statement_of_a_search_goes_along_an_index_and_sorts_short_ranges_only()
    {
        await using var histories = new SqliteHistories();
        var values = SearchValues.Of(new() { Seer = "52", Limit = 100 });
        var statements = SearchLead.Known.SelectMany(lead => new[] { (lead.Count, false), (lead.Select, lead.IsRange) });
        Assert.All(statements, statement =>
        {
            var plan = histories.Database.Read(session => session.All($"explain query plan {statement.Item1}", row => row.GetString(3), values));
            Assert.NotEmpty(plan);
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("(subquery", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW");
            Assert.True(statement.Item2 || !plan.Any(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)), string.Join('\n', plan.Prepend(statement.Item1)));
        });
    }
}
