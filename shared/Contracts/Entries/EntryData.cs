using System.Collections.Frozen;
using System.Reflection;

namespace Traceability.Contracts.Entries;

/// <summary>What one kind of entry says. Every kind has one record type; its members may grow but never change their meaning.</summary>
public abstract record EntryData;

/// <summary>Names the kind that a record of entry data stands for.</summary>
/// <param name="kind">Lower-case words joined by hyphens, noun and past participle.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EntryKindAttribute(string kind) : Attribute
{
    /// <summary>The kind as it stands in the entry.</summary>
    public string Kind { get; } = kind;
}

/// <summary>Every kind of entry and its record type.</summary>
public static class EntryKinds
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(EntryKinds).Assembly.GetTypes()
        .Select(type => (Type: type, type.GetCustomAttribute<EntryKindAttribute>()?.Kind))
        .Where(known => known.Kind is not null)
        .ToFrozenDictionary(known => known.Kind!, known => known.Type, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(known => known.Value, known => known.Key);

    /// <summary>All kinds, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The kind that a record stands for.</summary>
    public static string Of(EntryData data) => Names[data.GetType()];

    /// <summary>The record type of a kind, or null where this version does not know it.</summary>
    public static Type? TypeOf(string kind) => Types.GetValueOrDefault(kind);
}
