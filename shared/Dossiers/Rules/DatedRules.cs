using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Dossiers.Rules;

/// <summary>
/// The rules of one service in all their editions. Which one applies is decided by the date of the fact, in Chinese time, and
/// is named in the entry; the law can change without a line of code.
/// </summary>
/// <typeparam name="T">What the rules say.</typeparam>
public sealed class DatedRules<T>
{
    private readonly IReadOnlyList<Edition<T>> editions;

    /// <summary>Takes editions in any order.</summary>
    /// <exception cref="ArgumentException">There is none, or two begin on one day.</exception>
    public DatedRules(IEnumerable<Edition<T>> editions)
    {
        this.editions = [.. editions.OrderBy(edition => edition.From)];
        if (this.editions.Count == 0 || this.editions.CountBy(edition => edition.From).Any(count => count.Value > 1))
        {
            throw new ArgumentException("Rules need at least one edition, and each a first day of its own.", nameof(editions));
        }
    }

    /// <summary>All editions, oldest first.</summary>
    public IReadOnlyList<Edition<T>> Editions => editions;

    /// <summary>The edition in force when the fact happened; the oldest for what happened before all of them.</summary>
    public Edition<T> On(DateTimeOffset occurredAt)
    {
        var day = ChinaTime.Day(occurredAt);
        return editions.LastOrDefault(edition => edition.From <= day) ?? editions[0];
    }
}

/// <summary>Reads rules.</summary>
public static class DatedRules
{
    /// <summary>Reads the editions of a service's rules.</summary>
    /// <param name="service">The service's name, with which the edition's id begins (<c>retirement</c>).</param>
    /// <param name="utf8Json">The file: <c>{ "editions": [ { "from": "2026-04-01", "source": "...", "certainty": "...", "rules": { ... } } ] }</c>.</param>
    /// <typeparam name="T">What the rules say.</typeparam>
    /// <exception cref="JsonException">The file is not of this shape.</exception>
    public static DatedRules<T> Read<T>(string service, Stream utf8Json)
    {
        var file = JsonSerializer.Deserialize<RulesFile<T>>(utf8Json, TraceabilityJson.Options) ?? throw new JsonException("The rules file is empty.");
        return new(file.Editions.Select(edition => new Edition<T>($"{service}/{edition.From:yyyy-MM-dd}", edition.From, edition.Source, edition.Certainty, edition.Rules)));
    }

    /// <summary>Reads the editions that an assembly carries as the embedded file <c>rules.json</c>.</summary>
    public static DatedRules<T> Embedded<T>(string service)
    {
        using var file = typeof(T).Assembly.GetManifestResourceStream("rules.json")
            ?? throw new InvalidOperationException($"{typeof(T).Assembly.GetName().Name} carries no rules.json.");
        return Read<T>(service, file);
    }

    private sealed record RulesFile<T>(IReadOnlyList<FileEdition<T>> Editions);

    private sealed record FileEdition<T>(DateOnly From, string Source, string Certainty, T Rules);
}

/// <summary>Rules as they hold from one day until the next edition begins.</summary>
/// <param name="Id">The name that entries carry (<c>retirement/2026-04-01</c>).</param>
/// <param name="From">The first day.</param>
/// <param name="Source">The law or standard they come from.</param>
/// <param name="Certainty">How sure it is that the source says so.</param>
/// <param name="Rules">What they say.</param>
/// <typeparam name="T">What they say.</typeparam>
public sealed record Edition<T>(string Id, DateOnly From, string Source, string Certainty, T Rules);
