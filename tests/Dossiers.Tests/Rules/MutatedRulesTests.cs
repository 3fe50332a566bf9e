using System.Text;
using CsCheck;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures.Fuzzing;
using Xunit;

namespace Traceability.Dossiers.Tests.Rules;

/// <summary>A file of rules with bytes changed is used, or refused with a fault that names it; nothing else ever comes of it.</summary>
public sealed class MutatedRulesTests
{
    private static readonly byte[][] Files =
    [
        .. new[]
        {
            $$"""{ "$schema": "rules.schema.json", "editions": [ {{OperatorFolder.Edition("2027-01-01", OperatorFolder.DaysMax(5))}}, {{OperatorFolder.Edition("2028-01-01", OperatorFolder.DaysMax(7), 2)}} ] }""",
            $$"""{ "editions": [ {{OperatorFolder.Edition("2026-04-01", """{ "celsius": { "value": [10, 30], "source": "s", "certainty": "convention", "note": "n", "en": "e", "zh": "z" } }""", 2)}} ] }""",
        }.Select(text => Encoding.UTF8.GetBytes(text)),
    ];

    [Fact]
    public void A_changed_file_is_used_or_refused() => Mutated.Of(Files).Sample(IsUsedOrRefused, time: Mutated.Seconds);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[[]]")]
    [InlineData("""{ "editions": {} }""")]
    [InlineData("""{ "editions": [ { "from": "\ud800", "version": 0, "rules": {} } ] }""")]
    [InlineData("""{ "\ud800": 1, "editions": [] }""")]
    [InlineData("""{ "editions": [ { "from": "2027-01-01", "version": 1e400, "rules": {} } ] }""")]
    [InlineData("""{ "editions": [ { "from": "2027-01-01", "version": 1, "rules": { "daysMax": { "value": 12345678901234567890123456789012345678901234567890 } } } ] }""")]
    [InlineData("""{ "editions": [ { "from": "2027-01-01", "version": 1, "rules": { "daysMax": { "value": { "\udc00": 1 } } } } ] }""")]
    public void What_the_libraries_complain_of_in_their_own_ways_is_a_fault(string json) => IsUsedOrRefused(Encoding.UTF8.GetBytes(json), mustBeRefused: true);

    [Fact]
    public void A_file_in_other_characters_is_refused() =>
        IsUsedOrRefused([.. """{ "editions": [ { "from": "2027-01-01", "version": 1, "rules": { "daysMax": { "value": 5, "source": "s", "certainty": "sourced", "en": "5", "zh": "5"""u8, 0xD7, 0xEE, .. "\" } } } ] }"u8], mustBeRefused: true);

    private static void IsUsedOrRefused(byte[] json) => IsUsedOrRefused(json, mustBeRefused: false);

    private static void IsUsedOrRefused(byte[] json, bool mustBeRefused)
    {
        using var folder = new OperatorFolder().PutBytes(json);
        try
        {
            var rules = folder.Load();
            Assert.False(mustBeRefused);
            Assert.All(rules.Editions, edition => Assert.InRange(edition.Rules.DaysMax, 1, 365));
        }
        catch (RulesNotUsableException unusable)
        {
            Assert.Contains("some", unusable.Message, StringComparison.Ordinal);
        }
    }
}
