using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Traceability.Dossiers.Rules;

/// <summary>An edition's values as the record that decisions get, or why they do not fit it.</summary>
/// <typeparam name="T">What the rules say.</typeparam>
internal sealed record RuleReading<T>(RuleEdition Edition, T? Rules, IReadOnlyList<string> Faults)
{
    private static readonly Dictionary<string, JsonPropertyInfo> Members =
        RuleJson.Strict.GetTypeInfo(typeof(T)).Properties.Where(member => member.Set is not null).ToDictionary(member => member.Name);

    /// <summary>Reads an edition strictly: every rule of the record, and no other.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="file">The file that should state what nobody states.</param>
    public static RuleReading<T> Of(RuleEdition edition, string file)
    {
        var missing = Members.Keys.Where(name => Members[name].IsRequired && !edition.Rules.ContainsKey(name))
            .Select(name => $"{file}: edition {edition.Id}: rule {name} is missing, and no earlier edition states it.");
        List<string> faults = [.. missing, .. edition.Rules.SelectMany(rule => Misfit(edition, rule.Key, rule.Value))];
        if (faults.Count > 0)
        {
            return new(edition, default, faults);
        }

        var values = new JsonObject(edition.Rules.Select(rule => KeyValuePair.Create(rule.Key, (JsonNode?)JsonSerializer.SerializeToNode(rule.Value.Rule.Value))));
        var rules = values.Deserialize<T>(RuleJson.Strict)!;
        return new(edition, rules, rules is ICheckedRules check ? [.. check.Faults().Select(fault => At(edition, fault.Rule, fault.Fault))] : []);
    }

    private static IEnumerable<string> Misfit(RuleEdition edition, string name, RuleInForce rule)
    {
        if (!Members.TryGetValue(name, out var member))
        {
            return [At(edition, name, "there is no such rule.")];
        }

        try
        {
            rule.Rule.Value.Deserialize(member.PropertyType, RuleJson.Strict);
            return [];
        }
        catch (JsonException misfit)
        {
            return [At(edition, name, misfit.Message)];
        }
    }

    private static string At(RuleEdition edition, string rule, string fault) =>
        $"{edition.Rules[rule].File}: edition {edition.Rules[rule].Since}, rule {rule}: {fault}";
}
