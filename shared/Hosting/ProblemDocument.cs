using Traceability.Contracts;
using Traceability.Hosting.Languages;

namespace Traceability.Hosting;

/// <summary>Why a request was refused and what to do (RFC 9457).</summary>
public sealed record ProblemDocument
{
    /// <summary><c>urn:traceability:problem:</c> and the code.</summary>
    /// <example>urn:traceability:problem:party-exists</example>
    public required string Type { get; init; }

    /// <summary>The problem in a few words, the same for every occurrence.</summary>
    /// <example>The party is registered already</example>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    /// <example>409</example>
    public required int Status { get; init; }

    /// <summary>What is wrong this time and what to do, in a sentence.</summary>
    /// <example>91520115MA0TEXT129 is registered already; change it with PUT /parties/91520115MA0TEXT129.</example>
    public required string Detail { get; init; }

    /// <summary>Stable code: a program decides by it. GET /problems lists them all.</summary>
    /// <example>party-exists</example>
    public required string Code { get; init; }

    /// <summary>The member of the request that is at fault, as a path, where one is.</summary>
    /// <example>permits[0].validUntil</example>
    public string? Field { get; init; }

    /// <summary>The rule or standard that the problem comes from, where there is one.</summary>
    /// <example>GB/T 34014-2017</example>
    public string? Source { get; init; }

    /// <summary>Tell it to the operator of the registry, who finds the request by it.</summary>
    /// <example>00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01</example>
    public string? TraceId { get; init; }

    /// <summary>The problem that a refusal becomes, in the language of the request.</summary>
    public static ProblemDocument Of(Refusal refusal) => new()
    {
        Type = Problems.TypePrefix + refusal.Kind.Code,
        Title = KnownLanguages.Current.Title(refusal.Kind),
        Status = ProblemCatalogue.StatusOf(refusal.Kind),
        Detail = KnownLanguages.Current.Detail(refusal),
        Code = refusal.Kind.Code,
        Field = refusal.Field,
        Source = KnownLanguages.Current.Source(refusal.Kind),
    };
}
