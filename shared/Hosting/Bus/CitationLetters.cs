using Traceability.Contracts;
using Traceability.Dossiers.Materials;

namespace Traceability.Hosting.Bus;

/// <summary>Asks who keeps the lots to take what a new battery cites of them.</summary>
/// <param name="Id">The same in all letters about it.</param>
/// <param name="From">The process that asks.</param>
/// <param name="Citation">What is cited.</param>
public sealed record CitationWanted(string Id, string From, LotCitation Citation);

/// <summary>What is cited is taken, and stays so while the battery is being registered; or a lot refuses.</summary>
/// <param name="Id">The id of the question.</param>
/// <param name="By">The process that has taken it.</param>
/// <param name="Refusal">Why nothing is taken.</param>
public sealed record CitationTaken(string Id, string By, RefusalLetter? Refusal = null);

/// <summary>The battery is registered, or will not be: its dossier tells which.</summary>
/// <param name="Id">The id of the question.</param>
public sealed record CitationEnded(string Id);

/// <summary>A refusal on its way to another process.</summary>
/// <param name="Kind">Which refusal it is.</param>
/// <param name="Values">The values that its sentence speaks of.</param>
/// <param name="Field">The member of the request that is at fault.</param>
public sealed record RefusalLetter(RefusalKind Kind, IReadOnlyList<RefusalLetter.Value> Values, string? Field = null)
{
    /// <summary>Packs a refusal. Words that are worded in the caller's language elsewhere travel in English.</summary>
    public static RefusalLetter Of(Refusal refusal) => new(refusal.Kind, [.. refusal.Arguments.Select(Pack)], refusal.Field);

    /// <summary>The refusal again.</summary>
    public Refusal Unpack() => new(Kind, [.. Values.Select(value => (object?)value.Number ?? (object?)value.Instant ?? value.Text)]) { Field = Field };

    private static Value Pack(object? argument) => argument switch
    {
        decimal number => new(Number: number),
        int number => new(Number: number),
        DateTimeOffset instant => new(Instant: instant),
        DateTime instant => new(Instant: instant),
        _ => new(Language.English.Format(null, argument)),
    };

    /// <summary>A value: text, a number or an instant, which sentences format differently.</summary>
    public sealed record Value(string? Text = null, decimal? Number = null, DateTimeOffset? Instant = null);
}
