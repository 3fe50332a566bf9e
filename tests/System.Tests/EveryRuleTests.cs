using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures.Fuzzing;
using Traceability.Ownership;
using Traceability.Recycling;
using Traceability.Registration;
using Traceability.Retirement;
using Traceability.SecondLife;

namespace Traceability.SystemTests;

/// <summary>Whatever the law changes, data changes it: each rule of each service, from a day on, without a line of code.</summary>
public sealed class EveryRuleTests : IDisposable
{
    private static readonly DateOnly FirstDay = new(2099, 1, 1);

    private readonly TemporaryFolder folder = new();

    public static IEnumerable<TheoryDataRow<string, string>> Rules =>
        Sets(RuleFolder.None).SelectMany(set => set.Versions[^1].Rules.Keys.Select(rule => new TheoryDataRow<string, string>(set.Service, rule)));

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_file_in_the_folder_changes_a_rule_from_a_day_on(string service, string rule)
    {
        var builtIn = Sets(RuleFolder.None).Single(set => set.Service == service);
        var before = builtIn.Versions[^1].Rules[rule];
        var name = before.File!.Split(' ')[0];
        var value = JsonSerializer.SerializeToNode(before.Rule.Value)!;
        var changed = OtherWord(builtIn, name, rule, value) ?? Changed(value)!;
        File.WriteAllText(Path.Combine(folder.Path, $"{name}.json"), FileWith(rule, changed));

        var set = Sets(new(folder.Path)).Single(set => set.Service == service);

        var (eve, first) = (set.InForce(FirstDay.AddDays(-1)).Rules, set.InForce(FirstDay).Rules);
        Assert.True(JsonElement.DeepEquals(before.Rule.Value, eve[rule].Rule.Value));
        Assert.True(JsonNode.DeepEquals(changed, JsonSerializer.SerializeToNode(first[rule].Rule.Value)));
        Assert.Equal($"{service}/2099-01-01", first[rule].Since);
        Assert.Equal([rule], first.Keys.Where(other => first[other].Since != eve[other].Since));
        Assert.NotEqual(TextOn(set, "2098-12-31T23:59:59+08:00"), TextOn(set, "2099-01-01T00:00:00+08:00"));
    }

    /// <summary>Another word that the schema allows, of a rule whose value is one of a few words; else null.</summary>
    private static JsonNode? OtherWord(IDatedRules set, string file, string rule, JsonNode value)
    {
        using var schema = file == set.Service
            ? set.GetType().GetGenericArguments()[0].Assembly.GetManifestResourceStream("rules.schema.json")
            : typeof(IDatedRules).Assembly.GetManifestResourceStream($"{file}.schema.json");
        var rules = JsonNode.Parse(schema!)!["properties"]!["editions"]!["items"]!["properties"]!["rules"]!["properties"]!;
        return rules[rule]?["properties"]?["value"]?["enum"]?.AsArray().First(word => !JsonNode.DeepEquals(word, value))!.DeepClone();
    }

    /// <summary>Whatever an operator writes, it is taken, or the registry says what is wrong with it.</summary>
    [Fact]
    public void A_spoilt_file_in_the_folder_is_used_or_refused_with_its_faults()
    {
        var files = (from set in Sets(RuleFolder.None)
                     from rule in set.Versions[^1].Rules
                     select (Name: rule.Value.File!.Split(' ')[0], Json: System.Text.Encoding.UTF8.GetBytes(FileWith(rule.Key, JsonSerializer.SerializeToNode(rule.Value.Rule.Value)!)))).ToList();
        Mutated.AnyOf(files).SelectMany(file => Mutated.Of(file.Json).Select(json => (file.Name, Json: json))).Sample(
            spoilt =>
            {
                using var own = new TemporaryFolder();
                File.WriteAllBytes(Path.Combine(own.Path, $"{spoilt.Name}.json"), spoilt.Json);
                try
                {
                    Assert.Contains(Sets(new(own.Path)), set => set.Files.Contains(spoilt.Name));
                }
                catch (RulesNotUsableException unusable)
                {
                    Assert.Contains(spoilt.Name, unusable.Message, StringComparison.Ordinal);
                }
            },
            time: 2 * Mutated.Seconds);
    }

    private static List<IDatedRules> Sets(RuleFolder folder) =>
    [
        .. new ServiceCollection().AddRegistration().AddOwnership().AddRetirement().AddSecondLife().AddRecycling()
            .AddSingleton<IConfiguration>(new ConfigurationManager())
            .AddSingleton(folder)
            .BuildServiceProvider()
            .GetServices<IDatedRules>(),
    ];

    /// <summary>What decisions get, as text.</summary>
    private static string TextOn(IDatedRules set, string occurredAt)
    {
        var edition = ((dynamic)set).On(DateTimeOffset.Parse(occurredAt, System.Globalization.CultureInfo.InvariantCulture));
        return JsonSerializer.Serialize((object)edition.Rules, TraceabilityJson.Options);
    }

    private static string FileWith(string rule, JsonNode value) => new JsonObject
    {
        ["editions"] = new JsonArray(new JsonObject
        {
            ["from"] = "2099-01-01",
            ["version"] = 1,
            ["rules"] = new JsonObject
            {
                [rule] = new JsonObject
                {
                    ["value"] = value.DeepClone(), ["source"] = "A law to come", ["certainty"] = "sourced", ["en"] = $"Now {Named(value)}.", ["zh"] = $"今后为{Named(value)}。",
                },
            },
        }),
    }.ToJsonString();

    private static string Named(JsonNode value) => value is JsonValue ? value.ToJsonString() : "otherwise";

    /// <summary>Another value of the same kind, or null where there is none.</summary>
    private static JsonNode? Changed(JsonNode value)
    {
        switch (value)
        {
            case JsonValue one when one.TryGetValue<bool>(out var isOn):
                return !isOn;
            case JsonValue one when one.TryGetValue<decimal>(out var number):
                return number == 0 ? 1 : number == decimal.Truncate(number) ? number - 1 : number * 0.9m;
            case JsonArray list when list.Count > 0 && Changed(list[0]!) is { } first:
                list[0] = first.DeepClone();
                return list;
            case JsonArray { Count: > 0 } words:
                words.RemoveAt(words.Count - 1);
                return words;
            case JsonObject table when table.Select(member => (member.Key, Value: Changed(member.Value!))).FirstOrDefault(member => member.Value is not null) is { Key: { } key } changed:
                table[key] = changed.Value!.DeepClone();
                return table;
            case JsonObject { Count: > 0 } words:
                words.Remove(words.Last().Key);
                return words;
            default:
                return null;
        }
    }
}
