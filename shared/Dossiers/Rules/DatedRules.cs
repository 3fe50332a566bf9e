using Traceability.Contracts;

namespace Traceability.Dossiers.Rules;

/// <summary>The rules of one service in all their editions, whatever they say.</summary>
public interface IDatedRules
{
    /// <summary>The service.</summary>
    string Service { get; }

    /// <summary>Every version of every edition that the files state, in order.</summary>
    IReadOnlyList<RuleEdition> Versions { get; }

    /// <summary>The names that files with these rules have.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>The edition in force on a day; the oldest for days before all of them.</summary>
    RuleEdition InForce(DateOnly day);
}

/// <summary>
/// The rules of one service in all their editions. Which one applies is decided by the date of the fact, in Chinese time, and
/// is named in the entry; the law can change without a line of code.
/// </summary>
/// <typeparam name="T">What the rules say.</typeparam>
public sealed class DatedRules<T> : IDatedRules
{
    internal DatedRules(string service, IReadOnlyList<string> files, IReadOnlyList<RuleEdition> versions, IReadOnlyList<Edition<T>> editions)
    {
        Service = service;
        Files = files;
        Versions = versions;
        Editions = editions;
    }

    /// <inheritdoc/>
    public string Service { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Files { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RuleEdition> Versions { get; }

    /// <summary>The editions that can be in force, oldest first: of each day the highest version.</summary>
    public IReadOnlyList<Edition<T>> Editions { get; }

    /// <summary>The edition in force when the fact happened; the oldest for what happened before all of them.</summary>
    public Edition<T> On(DateTimeOffset occurredAt)
    {
        var day = ChinaTime.Day(occurredAt);
        return Editions.LastOrDefault(edition => edition.From <= day) ?? Editions[0];
    }

    /// <inheritdoc/>
    public RuleEdition InForce(DateOnly day)
    {
        var first = Versions[0].From;
        return Versions.Last(edition => edition.From <= (day < first ? first : day));
    }
}

/// <summary>Rules as they hold from one day until the next edition begins.</summary>
/// <param name="Id">The name that entries carry (<c>retirement/2026-04-01</c>).</param>
/// <param name="From">The first day.</param>
/// <param name="Rules">What they say.</param>
/// <typeparam name="T">What they say.</typeparam>
public sealed record Edition<T>(string Id, DateOnly From, T Rules);
