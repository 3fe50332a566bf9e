using System.Reflection;

namespace Traceability.Dossiers.Rules;

/// <summary>Reads rules.</summary>
public static class DatedRules
{
    private const string OwnResource = "rules.json";

    /// <summary>Reads the editions that are built in: those in <c>rules.json</c> of the service, and those of the rules that it shares.</summary>
    /// <param name="service">The service's name, with which the edition's id begins (<c>retirement</c>).</param>
    /// <typeparam name="T">What the rules say.</typeparam>
    /// <exception cref="RulesNotUsableException">They are broken.</exception>
    public static DatedRules<T> Embedded<T>(string service) => Load<T>(service, RuleFolder.None);

    /// <summary>Reads the editions that are built in, and those that an operator's folder adds.</summary>
    /// <param name="service">The service's name, with which the edition's id begins (<c>retirement</c>).</param>
    /// <param name="folder">The operator's folder.</param>
    /// <typeparam name="T">What the rules say.</typeparam>
    /// <exception cref="RulesNotUsableException">They are broken.</exception>
    public static DatedRules<T> Load<T>(string service, RuleFolder folder)
    {
        List<RuleFile> files =
        [
            .. RuleFile.ReadAll(service, typeof(T).Assembly, OwnResource, folder),
            .. SharedBy(typeof(T)).SelectMany(shared => RuleFile.ReadAll(shared.Name, shared.Assembly, $"{shared.Name}.json", folder)),
        ];
        var versions = RuleEdition.Merge(service, files);
        var readings = versions.Select(version => RuleReading<T>.Of(version, files[0].Label)).ToList();
        if (readings.SelectMany(reading => reading.Faults).Distinct().ToList() is { Count: > 0 } faults)
        {
            throw new RulesNotUsableException(faults);
        }

        var editions = readings.Select(reading => new Edition<T>(reading.Edition.Id, reading.Edition.From, reading.Rules!))
            .GroupBy(edition => edition.From)
            .Select(day => day.Last());
        return new(service, [.. files.Select(file => file.Name).Distinct()], versions, [.. editions]);
    }

    private static IEnumerable<(string Name, Assembly Assembly)> SharedBy(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<SharedRulesAttribute>(inherit: false) is { } shared)
            {
                yield return (shared.Name, type.Assembly);
            }
        }
    }
}

/// <summary>
/// Marks a record of rules that several services decide by: they are written once, in <c>{name}.json</c> beside the record, and the
/// rules of each service that derive from it have them.
/// </summary>
/// <param name="name">The name of the file.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SharedRulesAttribute(string name) : Attribute
{
    /// <summary>The name of the file.</summary>
    public string Name { get; } = name;
}

/// <summary>Rules that can contradict themselves in ways that no schema sees.</summary>
public interface ICheckedRules
{
    /// <summary>The contradictions: the rule's name and a sentence.</summary>
    IEnumerable<(string Rule, string Fault)> Faults();
}
