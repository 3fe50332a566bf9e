using Traceability.Dossiers.Rules;
using Xunit;

namespace Traceability.Dossiers.Tests.Rules;

/// <summary>A broken file keeps the registry from starting, and the message says where and what.</summary>
public sealed class BrokenRulesTests : IDisposable
{
    private const string Good = """{ "daysMax": { "value": 5, "source": "s", "certainty": "sourced", "en": "5", "zh": "5" } }""";

    private readonly OperatorFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{ "editions": [ """, "some.json: ")]
    [InlineData("""{ "editions": [], "edition": 1 }""", "some.json: edition has no meaning here")]
    [InlineData("""{ "editions": [ { "version": 1, "rules": {} } ] }""", "some.json: edition number 1: from is missing")]
    [InlineData("""{ "editions": [ { "from": "2027", "version": 1, "rules": {} } ] }""", "some.json: edition 2027: from: pattern mismatch")]
    [InlineData("""{ "editions": [ { "from": "2027-02-30", "version": 1, "rules": {} } ] }""", "some.json: The JSON value could not be converted")]
    [InlineData("""{ "editions": [ { "from": "2027-01-01", "version": 0, "rules": {} } ] }""", "some.json: edition 2027-01-01: version must be at least 1")]
    [InlineData("""{ "editions": [ { "from": "2027-01-01", "from": "2028-01-01", "version": 1, "rules": {} } ] }""", "some.json: ")]
    public void A_file_has_the_form_of_editions(string json, string message) => Refused(folder.PutText(json), message);

    [Theory]
    [InlineData("""{ "dayMax": { "value": 5, "source": "s", "certainty": "sourced", "en": "5", "zh": "5" } }""", "rule dayMax: there is no such rule")]
    [InlineData("""{ "daysMax": { "value": 5, "certainty": "sourced", "en": "5", "zh": "5" } }""", "rule daysMax: source is missing")]
    [InlineData("""{ "daysMax": { "source": "s", "certainty": "sourced", "en": "5", "zh": "5" } }""", "rule daysMax: value is missing")]
    [InlineData("""{ "daysMax": { "value": 5, "source": "s", "certainty": "sourced", "en": "5" } }""", "rule daysMax: zh is missing")]
    [InlineData("""{ "daysMax": { "value": 5, "source": "s", "certainty": "certain", "en": "5", "zh": "5" } }""", "rule daysMax: certainty must be one of sourced,")]
    [InlineData("""{ "daysMax": { "value": "5", "source": "s", "certainty": "sourced", "en": "5", "zh": "5" } }""", "rule daysMax: value: integer expected")]
    [InlineData("""{ "daysMax": { "value": 366, "source": "s", "certainty": "sourced", "en": "366", "zh": "366" } }""", "rule daysMax: value must be at most 365")]
    [InlineData("""{ "daysMax": { "value": 5, "source": "s", "certainty": "sourced", "en": "Five.", "zh": "5" } }""", "rule daysMax: en and zh must both name the value 5")]
    [InlineData("""{ "celsius": { "value": [30, 20], "source": "s", "certainty": "sourced", "en": "e", "zh": "z" } }""", "rule celsius: the lowest comes first.")]
    public void A_rule_is_known_complete_and_possible(string rules, string message) =>
        Refused(folder.Put(OperatorFolder.Edition("2027-01-01", rules)), "2027-01-01", message);

    [Fact]
    public void All_faults_are_told_at_once() => Refused(
        folder.Put(OperatorFolder.Edition("2027-01-01", Good.Replace("5", "0", StringComparison.Ordinal)), OperatorFolder.Edition("2028-01-01", """{ "x": 1 }""")),
        "edition 2027-01-01, rule daysMax: value must be at least 1",
        "edition 2028-01-01, rule x: there is no such rule");

    [Fact]
    public void Editions_are_in_order_and_each_there_once()
    {
        Refused(
            folder.Put(OperatorFolder.Edition("2028-01-01", Good), OperatorFolder.Edition("2027-01-01", Good)),
            "some.json: edition 2027-01-01 must not follow edition 2028-01-01");
        Refused(
            folder.Put(OperatorFolder.Edition("2028-01-01", Good, 2), OperatorFolder.Edition("2028-01-01", Good, 2)),
            "some.json: edition 2028-01-01 version 2 must not follow edition 2028-01-01 version 2");
    }

    [Fact]
    public void What_is_built_in_is_changed_by_a_higher_version_only() => Refused(
        folder.Put(OperatorFolder.Edition("2026-04-01", Good)), "some.json: edition 2026-04-01 repeats a version of the built-in rules. Give it version 2");

    [Fact]
    public void The_first_edition_states_every_rule() => Refused(
        folder.Put(OperatorFolder.Edition("2001-01-01", Good)), "some (built in): edition some/2001-01-01: rule celsius is missing");

    [Fact]
    public void The_record_must_know_every_rule_and_its_type()
    {
        Assert.Contains(
            "some (built in): edition some/2018-08-01, rule celsius: there is no such rule.",
            Assert.Throws<RulesNotUsableException>(() => DatedRules.Load<FewerRules>(OperatorFolder.Service, RuleFolder.None)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "some (built in): edition some/2018-08-01, rule celsius: The JSON value could not be converted",
            Assert.Throws<RulesNotUsableException>(() => DatedRules.Load<OtherRules>(OperatorFolder.Service, RuleFolder.None)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_must_be_there() => Assert.Contains(
        "Rules:Folder",
        Assert.Throws<RulesNotUsableException>(() => DatedRules.Load<SomeRules>(OperatorFolder.Service, new("/nowhere/rules"))).Message,
        StringComparison.Ordinal);

    private static void Refused(OperatorFolder folder, params string[] messages)
    {
        var message = Assert.Throws<RulesNotUsableException>(folder.Load).Message;
        Assert.All(messages, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private sealed record FewerRules
    {
        public required int DaysMax { get; init; }
    }

    private sealed record OtherRules
    {
        public required int DaysMax { get; init; }

        public required bool Celsius { get; init; }
    }
}
