using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Dossiers.Rules;

/// <summary>Editions as one file states them: each only the rules that change from its first day on.</summary>
/// <param name="Name">What the file is about (<c>retirement</c>): files of one name add up.</param>
/// <param name="Label">How messages call it.</param>
/// <param name="Editions">In order of their first day and version.</param>
internal sealed record RuleFile(string Name, string Label, IReadOnlyList<StatedEdition> Editions)
{
    /// <summary>Reads what an assembly carries, and what an operator's folder adds to it.</summary>
    /// <exception cref="RulesNotUsableException">A file is broken.</exception>
    public static IEnumerable<RuleFile> ReadAll(string name, Assembly assembly, string resource, RuleFolder folder)
    {
        var schema = RuleSchema.Embedded(assembly, Path.ChangeExtension(resource, "schema.json"));
        var own = Read(name, $"{name} (built in)", EmbeddedText.Read(assembly, resource), schema);
        yield return own;
        if (folder.Find(name) is { } file)
        {
            var added = Read(name, file, RuleFolder.Read(file), schema);
            RefuseRepeated(added, own);
            yield return added;
        }
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="RulesNotUsableException">It is broken.</exception>
    public static RuleFile Read(string name, string label, string json, RuleSchema schema)
    {
        try
        {
            Refuse(schema.Faults(json).Select(fault => $"{label}: {fault}"));
            var file = new RuleFile(name, label, JsonSerializer.Deserialize<Content>(json, RuleJson.Strict)!.Editions);
            Refuse(file.Disorder().Concat(file.MissingWords()));
            return file;
        }
        catch (JsonException broken)
        {
            throw new RulesNotUsableException([$"{label}: {broken.Message}"]);
        }
    }

    private static void RefuseRepeated(RuleFile added, RuleFile own) => Refuse(
        from edition in added.Editions
        let known = own.Editions.Where(other => other.From == edition.From).Select(other => other.Version).DefaultIfEmpty(0).Max()
        where edition.Version <= known
        select $"{added.Label}: edition {edition} repeats a version of the built-in rules. Give it version {known + 1}; it need state only what it changes.");

    private static void Refuse(IEnumerable<string> faults)
    {
        if (faults.Distinct().ToList() is { Count: > 0 } all)
        {
            throw new RulesNotUsableException(all);
        }
    }

    private IEnumerable<string> Disorder() =>
        from pair in Editions.Zip(Editions.Skip(1))
        where (pair.First.From, pair.First.Version).CompareTo((pair.Second.From, pair.Second.Version)) >= 0
        select $"{Label}: edition {pair.Second} must not follow edition {pair.First}. Put editions in order of their first day and version.";

    // Whoever changes a number and forgets the sentence would tell a regulator what is not so.
    private IEnumerable<string> MissingWords() =>
        from edition in Editions
        from rule in edition.Rules
        where rule.Value.Value.ValueKind == JsonValueKind.Number
        let number = rule.Value.Value.GetRawText()
        where !rule.Value.En.Contains(number, StringComparison.Ordinal) || !rule.Value.Zh.Contains(number, StringComparison.Ordinal)
        select $"{Label}: edition {edition}, rule {rule.Key}: en and zh must both name the value {number}.";

    private sealed record Content
    {
        [JsonPropertyName("$schema")]
        public string? Schema { get; init; }

        public required IReadOnlyList<StatedEdition> Editions { get; init; }
    }
}

/// <summary>What changes from one day on.</summary>
internal sealed record StatedEdition
{
    /// <summary>The first day, in Chinese time.</summary>
    public required DateOnly From { get; init; }

    /// <summary>1, or more where it takes the place of an edition that begins on the same day.</summary>
    public required int Version { get; init; }

    /// <summary>The rules that it states, by name.</summary>
    public required IReadOnlyDictionary<string, Rule> Rules { get; init; }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}{(Version > 1 ? $" version {Version}" : "")}");
}
