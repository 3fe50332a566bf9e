using Traceability.Dossiers.Rules;

namespace Traceability.Dossiers.Tests.Rules;

/// <summary>What a decision of these tests would get.</summary>
internal sealed record SomeRules : ICheckedRules
{
    public required int DaysMax { get; init; }

    public required decimal[] Celsius { get; init; }

    public IEnumerable<(string Rule, string Fault)> Faults() => Celsius[0] > Celsius[1] ? [("celsius", "the lowest comes first.")] : [];
}

/// <summary>A folder into which an operator puts files.</summary>
internal sealed class OperatorFolder : IDisposable
{
    public const string Service = "some";

    private readonly string path = Directory.CreateTempSubdirectory("traceability-").FullName;

    public RuleFolder Folder => new(path);

    public static string DaysMax(int value, string more = "") =>
        $$"""{ "daysMax": { "value": {{value}}, "source": "Art. 9", "certainty": "sourced", "en": "At most {{value}} days.", "zh": "最长{{value}}天。" }{{more}} }""";

    public static string Edition(string from, string rules, int version = 1) => $$"""{ "from": "{{from}}", "version": {{version}}, "rules": {{rules}} }""";

    public OperatorFolder Put(params string[] editions) => PutText($$"""{ "editions": [ {{string.Join(", ", editions)}} ] }""");

    public OperatorFolder PutText(string json, string name = Service + ".json") => PutBytes(System.Text.Encoding.UTF8.GetBytes(json), name);

    public OperatorFolder PutBytes(byte[] json, string name = Service + ".json")
    {
        File.WriteAllBytes(Path.Combine(path, name), json);
        return this;
    }

    public void Remove(string name = Service + ".json") => File.Delete(Path.Combine(path, name));

    public DatedRules<SomeRules> Load() => DatedRules.Load<SomeRules>(Service, Folder);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
