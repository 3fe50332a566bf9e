namespace Traceability.Contracts;

/// <summary>What sort of "no" a refusal is; the HTTP door turns each into one status code.</summary>
public enum RefusalCategory
{
    /// <summary>The request itself cannot be read: a missing field, an impossible code (HTTP 400).</summary>
    Malformed,

    /// <summary>The caller may not do or see this (HTTP 403).</summary>
    Forbidden,

    /// <summary>What the request speaks of is not known here (HTTP 404).</summary>
    Unknown,

    /// <summary>It does not fit what is true now; after a change it may (HTTP 409).</summary>
    Conflict,

    /// <summary>It can be read but contradicts a rule, whatever the present standing (HTTP 422).</summary>
    Inadmissible,

    /// <summary>Nothing is wrong with the request; repeat it a little later (HTTP 503).</summary>
    Unavailable,
}

/// <summary>One way the registry says no: a stable code, and a sentence that tells the caller what to do.</summary>
/// <param name="Code">Lower-case words joined by hyphens; never changes once published.</param>
/// <param name="Category">What sort of refusal it is.</param>
/// <param name="Title">The refusal in a few words, the same for every occurrence.</param>
/// <param name="Template">A composite format string (<c>{0}</c>, <c>{1}</c> ...) for the sentence about this occurrence.</param>
/// <param name="Source">The rule or standard that it comes from, where there is one.</param>
public sealed record RefusalKind(string Code, RefusalCategory Category, string Title, string Template, string? Source = null)
{
    /// <summary>A refusal of this kind, with the values its sentence speaks of.</summary>
    public Refusal With(params object?[] arguments) => new(this, arguments);
}

/// <summary>An expected "no": a value, not an exception.</summary>
/// <param name="Kind">Which refusal it is.</param>
/// <param name="Arguments">
/// The values that the sentence speaks of, in the order of the template. Words of enumerations, lists of them and <see cref="Phrase"/>s are
/// worded in the language of the sentence; text stands as it is.
/// </param>
public sealed record Refusal(RefusalKind Kind, IReadOnlyList<object?> Arguments)
{
    /// <summary>The member of the request that is at fault, as a path (<c>batteries[3].code</c>), where one is.</summary>
    public string? Field { get; init; }

    /// <summary>The sentence for the caller, in English: what is wrong and what to do.</summary>
    public string Detail => Language.English.Detail(this);

    /// <summary>The same refusal, pointing at a member of the request.</summary>
    public Refusal At(string field) => this with { Field = field };

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Code}: {Detail}";
}
