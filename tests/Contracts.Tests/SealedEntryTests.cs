using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Messages;
using Xunit;

namespace Traceability.Contracts.Tests;

public sealed class SealedEntryTests
{
    public static TheoryData<string> Entries => Golden.Entries;

    [Theory]
    [MemberData(nameof(Entries))]
    public void Closing_what_was_read_gives_the_same_seal_again(string name)
    {
        var read = Golden.Entry(name);

        var closed = SealedEntry.Close(read.Entry with { Seal = null });

        Assert.Equal(read.Seal, closed.Seal);
        Assert.True(closed.SealHolds());
        Assert.Equal(Encoding.UTF8.GetString(read.Utf8Json.Span), Encoding.UTF8.GetString(closed.Utf8Json.Span));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Removing_or_changing_any_member_breaks_the_seal(string name)
    {
        foreach (var path in Leaves(Golden.Read(name)))
        {
            foreach (var change in (Action<JsonNode, string>[])[Removed, Changed])
            {
                var tampered = Golden.Read(name);
                change(Parent(tampered, path), path[^1]);

                Assert.False(Holds(Golden.Bytes(tampered)), $"The seal still holds with another {string.Join('.', path)}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Changing_any_byte_breaks_the_seal(string name)
    {
        var bytes = Golden.Bytes(Golden.Read(name));
        for (var position = 0; position < bytes.Length; position++)
        {
            // Every bit takes its turn; all eight at every position would take minutes.
            var tampered = bytes.ToArray();
            tampered[position] ^= (byte)(1 << (position % 8));

            Assert.False(Holds(tampered), $"The seal still holds with another byte {position}.");
        }
    }

    [Fact]
    public void Spaces_and_the_order_of_members_do_not_break_the_seal()
    {
        var entry = Golden.Read("battery-retired");
        var reordered = new JsonObject(entry.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        Assert.True(Holds(Encoding.UTF8.GetBytes(reordered.ToJsonString(new() { WriteIndented = true }))));
    }

    [Fact]
    public void Members_of_a_later_version_survive_reading_and_sending_on_and_stay_sealed()
    {
        var entry = Golden.Read("battery-retired");
        entry["witness"] = new JsonObject { ["z"] = 1.50m, ["a"] = new JsonArray("电", null, true) };
        entry["data"]!["weather"] = "雨";
        var received = new EntryRecorded { Entry = SealedEntry.Read(Golden.Bytes(Golden.Resealed(entry))) };

        var sent = JsonSerializer.Serialize(received, TraceabilityJson.Options);
        var again = JsonSerializer.Deserialize<EntryRecorded>(sent, TraceabilityJson.Options)!;

        Assert.True(again.Entry.SealHolds());
        Assert.Equal(Golden.Text(entry), Encoding.UTF8.GetString(again.Entry.Utf8Json.Span));
        Assert.False(SealedEntry.Close(again.Entry.Entry).Seal == again.Entry.Seal);
    }

    [Theory]
    [InlineData("\"kind\":", "\"kind\":\"battery-retired\",\"kind\":")]
    [InlineData("\"reason\":", "\"reason\":\"fault\",\"reason\":")]
    [InlineData("\"battery\":", "\"later\":1,\"later\":1,\"battery\":")]
    [InlineData("\"reason\":", "\"later\":{\"x\":1,\"x\":2},\"reason\":")]
    public void A_member_given_twice_is_refused_whether_it_is_known_or_not(string member, string twice)
    {
        var text = Golden.Text(Golden.Read("battery-retired")).Replace(member, twice, StringComparison.Ordinal);

        Assert.ThrowsAny<JsonException>(() => SealedEntry.Read(Encoding.UTF8.GetBytes(text)));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<EntryRecorded>($$"""{"entry":{{text}}}""", TraceabilityJson.Options));
    }

    [Fact]
    public void A_number_of_more_than_15_significant_digits_is_refused()
    {
        var text = Golden.Text(Golden.Read("battery-received")).Replace("339.2", "339.200000000000001", StringComparison.Ordinal);

        Assert.Contains("15 significant digits", Assert.ThrowsAny<JsonException>(() => SealedEntry.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("1e999")]
    public void A_seal_never_holds_over_what_has_no_canonical_form(string value)
    {
        var text = Golden.Text(Golden.Read("battery-received")).Replace("\"battery\":", $"\"later\":{value},\"battery\":", StringComparison.Ordinal);

        Assert.False(SealedEntry.Read(Encoding.UTF8.GetBytes(text)).SealHolds());
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<EntryRecorded>($$"""{"entry":{{text}}}""", TraceabilityJson.Options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("52c38581347e2cf7ad60dae813baab9642c75455c99e7ebcb7498343745ea87")]
    [InlineData("52C38581347e2cf7ad60dae813baab9642c75455c99e7ebcb7498343745ea876")]
    public void A_seal_is_64_lower_case_hexadecimal_digits(string text) => Assert.Equal("seal-malformed", Seal.Parse(text, out _)!.Kind.Code);

    [Fact]
    public void A_message_carries_nothing_but_its_fact()
    {
        var json = JsonSerializer.SerializeToNode(new EntryRecorded { Entry = Golden.Entry("battery-received") }, TraceabilityJson.Options)!;

        Assert.Equal(["entry"], json.AsObject().Select(member => member.Key));
    }

    private static bool Holds(byte[] utf8Json)
    {
        try
        {
            return SealedEntry.Read(utf8Json).SealHolds();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<string[]> Leaves(JsonNode? json) => json switch
    {
        JsonObject { Count: > 0 } members => members.SelectMany(member => Leaves(member.Value).Select(path => (string[])[member.Key, .. path])),
        JsonArray { Count: > 0 } items => items.SelectMany((item, number) => Leaves(item).Select(path => (string[])[$"{number}", .. path])),
        _ => [[]],
    };

    private static JsonNode Parent(JsonNode json, string[] path) =>
        path[..^1].Aggregate(json, (parent, step) => parent is JsonArray items ? items[int.Parse(step, null)]! : parent[step]!);

    private static void Removed(JsonNode parent, string name)
    {
        if (parent is JsonArray items)
        {
            items.RemoveAt(int.Parse(name, null));
        }
        else
        {
            parent.AsObject().Remove(name);
        }
    }

    private static void Changed(JsonNode parent, string name)
    {
        var old = parent is JsonArray items ? items[int.Parse(name, null)] : parent[name];
        JsonNode changed = old?.GetValueKind() switch
        {
            JsonValueKind.Number => old.GetValue<decimal>() + 1,
            JsonValueKind.String => old.GetValue<string>()[..^1] + (old.GetValue<string>()[^1] == '1' ? '2' : '1'),
            _ => "x",
        };
        if (parent is JsonArray array)
        {
            array[int.Parse(name, null)] = changed;
        }
        else
        {
            parent[name] = changed;
        }
    }
}
