using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Contracts.Entries;
using Xunit;

namespace Traceability.Contracts.Tests;

public sealed class GoldenTests
{
    private static readonly HashSet<string> RequiredInEntry =
        ["battery", "sequence", "kind", "occurredAt", "recordedAt", "recordedBy", "service", "rules", "data"];

    public static TheoryData<string> All => Golden.All;

    public static TheoryData<string> Entries => Golden.Entries;

    public static TheoryData<string> Kinds => [.. EntryKinds.All];

    [Theory]
    [MemberData(nameof(All))]
    public void What_an_earlier_version_wrote_is_read_and_written_back_the_same(string name)
    {
        var json = Golden.Read(name);

        var value = json.Deserialize(Golden.TypeOf(name), TraceabilityJson.Options);

        Assert.Equal(Golden.Text(json), Golden.Text(JsonSerializer.SerializeToNode(value, Golden.TypeOf(name), TraceabilityJson.Options)!));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void What_an_earlier_version_sealed_still_holds(string name) => Assert.True(Golden.Entry(name).SealHolds());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_golden_file_and_a_minimal_one_where_it_has_optional_members(string kind)
    {
        Assert.True(Golden.Names.Contains(kind), $"Add tests/Contracts.Tests/Golden/{kind}.json: an entry of this kind with every member, and never edit it again.");

        var data = Golden.Read(kind)["data"]!.AsObject();
        Assert.Equal(EntryKinds.TypeOf(kind), Golden.Entry(kind).Entry.Data.GetType());
        var members = TraceabilityJson.Options.GetTypeInfo(EntryKinds.TypeOf(kind)!).Properties;
        Assert.All(members, member => Assert.True(data.ContainsKey(member.Name), $"{kind}.json lacks the optional member {member.Name}."));
        Assert.True(members.All(member => member.IsRequired) || Golden.Names.Contains(kind + ".minimal"), $"Add Golden/{kind}.minimal.json.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_missing_required_member_fails_loudly_and_is_named_and_an_optional_one_is_not_missed(string name)
    {
        var type = Golden.TypeOf(name);
        foreach (var (path, isRequired) in Members(Golden.Read(name), type))
        {
            var holed = Golden.Read(name);
            Remove(holed, path);

            if (isRequired)
            {
                var thrown = Assert.Throws<JsonException>(() => holed.Deserialize(type, TraceabilityJson.Options));
                Assert.Contains($"'{path[^1]}'", thrown.Message, StringComparison.Ordinal);
            }
            else
            {
                holed.Deserialize(type, TraceabilityJson.Options);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_without_seal_is_no_sealed_entry(string name)
    {
        var unsealed = Golden.Read(name);
        unsealed.Remove("seal");

        Assert.Contains("seal is missing", Assert.Throws<JsonException>(() => SealedEntry.Read(Golden.Bytes(unsealed))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_kind_is_refused_by_name()
    {
        var entry = Golden.Read("battery-received");
        entry["kind"] = "battery-blessed";

        Assert.Contains("battery-blessed", Assert.Throws<JsonException>(() => SealedEntry.Read(Golden.Bytes(entry))).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string[] Path, bool IsRequired)> Members(JsonNode? json, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (json is JsonArray array)
        {
            var element = TraceabilityJson.Options.GetTypeInfo(type).ElementType!;
            return array.SelectMany((item, number) => Below($"{number}", item, element));
        }

        if (json is not JsonObject members)
        {
            return [];
        }

        if (type == typeof(Entry) || type == typeof(SealedEntry))
        {
            var data = EntryKinds.TypeOf((string)members["kind"]!)!;
            return [
                .. members.Where(member => member.Key != "seal").Select(member => (new[] { member.Key }, RequiredInEntry.Contains(member.Key))),
                .. Below("data", members["data"], data)];
        }

        return TraceabilityJson.Options.GetTypeInfo(type).Properties
            .Where(member => members.ContainsKey(member.Name))
            .SelectMany(member => Below(member.Name, members[member.Name], member.PropertyType).Prepend(([member.Name], member.IsRequired)));
    }

    private static IEnumerable<(string[] Path, bool IsRequired)> Below(string name, JsonNode? json, Type type) =>
        Members(json, type).Select(member => ((string[])[name, .. member.Path], member.IsRequired));

    private static void Remove(JsonNode json, string[] path)
    {
        foreach (var step in path[..^1])
        {
            json = json is JsonArray array ? array[int.Parse(step, null)]! : json[step]!;
        }

        json.AsObject().Remove(path[^1]);
    }
}
