using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Dossiers.Rules;

namespace Traceability.Hosting.Rules;

/// <summary>All editions that there ever were.</summary>
public sealed record RuleEditions
{
    /// <summary>Every version of every edition, by service and first day.</summary>
    public required IReadOnlyList<RuleEditionSummary> Editions { get; init; }
}

/// <summary>One version of an edition.</summary>
public sealed record RuleEditionSummary
{
    /// <summary>The name that entries carry.</summary>
    /// <example>ownership/2026-04-01</example>
    public required string Id { get; init; }

    /// <summary>The service.</summary>
    /// <example>ownership</example>
    public required string Service { get; init; }

    /// <summary>The first day, in Chinese time.</summary>
    /// <example>2026-04-01</example>
    public required DateOnly From { get; init; }

    /// <summary>1; more where it took the place of an edition from the same day.</summary>
    /// <example>1</example>
    public required int Version { get; init; }

    /// <summary>When the registry first read it: no fact was decided by it before.</summary>
    public required DateTimeOffset FirstReadAt { get; init; }

    /// <summary>Whether facts of its days are decided by it now; false where a higher version took its place, or where no file states it any more.</summary>
    public required bool IsInForce { get; init; }

    internal static RuleEditionSummary Of(ArchivedEdition kept, RuleArchive archive) => new()
    {
        Id = kept.Edition.Id,
        Service = kept.Edition.Service,
        From = kept.Edition.From,
        Version = kept.Edition.Version,
        FirstReadAt = kept.FirstReadAt,
        IsInForce = archive.IsInForce(kept.Edition),
    };
}

/// <summary>One version of an edition with all its rules.</summary>
public sealed record RuleEditionInFull
{
    /// <summary>The edition.</summary>
    public required RuleEditionSummary Edition { get; init; }

    /// <summary>All its rules, those carried over from earlier editions included.</summary>
    public required IReadOnlyList<RuleInWords> Rules { get; init; }
}

/// <summary>Shows editions that were in force, are, or will be.</summary>
public static class ReadRuleEditionsEndpoint
{
    internal static void MapReadRuleEditions(this IEndpointRouteBuilder rules)
    {
        rules.MapGet("/rules/editions", List).WithName("ListRuleEditions");
        rules.MapGet("/rules/editions/{service}/{edition}", Read).WithName("ReadRuleEdition").Refuses(RuleRefusals.EditionUnknown);
    }

    /// <summary>Lists every version of every edition of the rules.</summary>
    /// <remarks>Nothing is ever taken out of the list: what an entry names as its <c>rules</c> can be looked up for ever.</remarks>
    /// <param name="archive">Keeps them.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <response code="200">All editions.</response>
    public static async Task<Ok<RuleEditions>> List(RuleArchive archive, CancellationToken cancellation) => TypedResults.Ok(new RuleEditions
    {
        Editions = [.. (await archive.List(cancellation)).Select(kept => RuleEditionSummary.Of(kept, archive))],
    });

    /// <summary>Shows the rules that an entry names.</summary>
    /// <param name="service" example="ownership">The service.</param>
    /// <param name="edition" example="2026-04-01">The first day, and for a later version its number: 2026-04-01.2.</param>
    /// <param name="archive">Keeps them.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <response code="200">The edition with all its rules.</response>
    public static async Task<Results<Ok<RuleEditionInFull>, ProblemHttpResult>> Read(
        string service, string edition, RuleArchive archive, CancellationToken cancellation)
    {
        if (await archive.Find($"{service}/{edition}", cancellation) is not { } kept)
        {
            return Problems.Refused(RuleRefusals.EditionUnknown.With(service, edition));
        }

        return TypedResults.Ok(new RuleEditionInFull
        {
            Edition = RuleEditionSummary.Of(kept, archive),
            Rules = RuleInWords.Of(kept.Edition, CultureInfo.CurrentUICulture),
        });
    }
}
