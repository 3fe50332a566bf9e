using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Contracts.Tests;

public sealed class ReadmeTests
{
    public static TheoryData<string> Kinds => [.. EntryKinds.All];

    [Fact]
    public void The_worked_example_is_a_right_history_of_a_battery_that_was_registered_installed_and_retired()
    {
        var entries = Example();
        var verification = new HistoryVerification(BatteryCode.Of((string)entries[0]!["battery"]!));

        Assert.All(entries, entry => Assert.Null(verification.Next(Encoding.UTF8.GetBytes(entry!.ToJsonString()))));

        Assert.Equal(["battery-registered", "battery-installed", "battery-retired"], entries.Select(entry => (string?)entry!["kind"]));
        Assert.Equal(Stage.Retired, verification.Standing!.Stage);
    }

    [Fact]
    public void The_canonical_form_shown_is_that_of_entry_2_and_hashes_to_its_seal()
    {
        var shown = Readme.BlockAfter("canonical form of entry 2");
        var entry = Example()[1]!.AsObject();

        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(entry), without: "seal")), shown);
        Assert.Equal((string?)entry["seal"], Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shown))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_entry_is_in_the_table(string kind) => Assert.Contains($"\n| `{kind}` | ", Readme.Text, StringComparison.Ordinal);

    [Fact]
    public void The_table_lists_no_kind_that_does_not_exist() =>
        Assert.Equal(EntryKinds.All.Count, Readme.Text[Readme.Text.IndexOf("## Kinds of entries", StringComparison.Ordinal)..].Split("\n| `").Length - 1);

    [Theory]
    [InlineData("entry-unreadable")]
    [InlineData("entry-of-other-battery")]
    [InlineData("number-missing")]
    [InlineData("number-repeated")]
    [InlineData("seal-broken")]
    [InlineData("chain-broken")]
    [InlineData("entry-does-not-fit")]
    public void Every_flaw_is_explained(string code) => Assert.Contains($"`{code}`", Readme.Text, StringComparison.Ordinal);

    private static JsonArray Example() => JsonNode.Parse(Readme.BlockAfter("worked example"))!.AsArray();
}
