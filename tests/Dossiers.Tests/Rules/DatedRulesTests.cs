using Traceability.Dossiers.Rules;
using Xunit;

namespace Traceability.Dossiers.Tests.Rules;

public sealed class DatedRulesTests : IDisposable
{
    private readonly OperatorFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_edition_states_what_changes_and_carries_the_rest_over()
    {
        var rules = DatedRules.Embedded<SomeRules>(OperatorFolder.Service);

        Assert.Equal([90, 60], rules.Editions.Select(edition => edition.Rules.DaysMax));
        Assert.All(rules.Editions, edition => Assert.Equal([20, 30], edition.Rules.Celsius));
        var now = rules.Versions[^1].Rules;
        Assert.Equal(("some/2026-04-01", "some/2018-08-01"), (now["daysMax"].Since, now["celsius"].Since));
        Assert.Equal((Certainty.Uncertain, "To be verified.", "最长60天。"), (now["daysMax"].Rule.Certainty, now["daysMax"].Rule.Note, now["daysMax"].Rule.Zh));
    }

    [Theory]
    [InlineData("2000-01-01T00:00:00Z", "some/2018-08-01")]
    [InlineData("2026-03-31T15:59:59Z", "some/2018-08-01")]
    [InlineData("2026-03-31T16:00:00Z", "some/2026-04-01")]
    [InlineData("2050-01-01T00:00:00Z", "some/2026-04-01")]
    public void The_day_of_the_fact_in_China_picks_the_edition(string occurredAt, string edition) =>
        Assert.Equal(edition, DatedRules.Embedded<SomeRules>(OperatorFolder.Service).On(Instant(occurredAt)).Id);

    [Fact]
    public void An_operator_changes_a_rule_from_a_day_on()
    {
        var rules = folder.Put(OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(30))).Load();

        Assert.Equal(60, rules.On(Instant("2026-12-31T12:00:00+08:00")).Rules.DaysMax);
        var changed = rules.On(Instant("2027-01-01T00:00:00+08:00"));
        Assert.Equal(("some/2027-01-01", 30), (changed.Id, changed.Rules.DaysMax));
        Assert.Equal([20, 30], changed.Rules.Celsius);
    }

    [Fact]
    public void An_operator_corrects_what_is_built_in_by_a_higher_version()
    {
        var rules = folder.Put(OperatorFolder.Edition("2018-08-01", OperatorFolder.DaysMax(45), version: 2)).Load();

        Assert.Equal([("some/2018-08-01.2", 45), ("some/2026-04-01", 60)], rules.Editions.Select(edition => (edition.Id, edition.Rules.DaysMax)));
        Assert.Equal(["some/2018-08-01", "some/2018-08-01.2", "some/2026-04-01"], rules.Versions.Select(edition => edition.Id));
    }

    [Fact]
    public void An_edition_between_two_others_is_carried_over_until_another_states_the_rule()
    {
        const string Celsius = """, "celsius": { "value": [10, 40], "source": "s", "certainty": "sourced", "en": "e", "zh": "z" }""";
        var rules = folder.Put(OperatorFolder.Edition("2022-01-01", OperatorFolder.DaysMax(45, Celsius))).Load();

        var last = rules.On(Instant("2026-05-01T00:00:00+08:00"));
        Assert.Equal((60, 10m), (last.Rules.DaysMax, last.Rules.Celsius[0]));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
