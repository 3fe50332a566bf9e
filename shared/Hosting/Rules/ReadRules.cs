using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Dossiers.Rules;

namespace Traceability.Hosting.Rules;

/// <summary>What is in force on a day.</summary>
public sealed record RulesInForce
{
    /// <summary>The day, in Chinese time.</summary>
    /// <example>2026-05-01</example>
    public required DateOnly On { get; init; }

    /// <summary>The rules of each service.</summary>
    public required IReadOnlyList<RulesOfService> Services { get; init; }
}

/// <summary>What a service decides by on a day.</summary>
public sealed record RulesOfService
{
    /// <summary>The service.</summary>
    /// <example>ownership</example>
    public required string Service { get; init; }

    /// <summary>The edition in force: the name that entries about facts of the day carry.</summary>
    /// <example>ownership/2026-04-01</example>
    public required string Edition { get; init; }

    /// <summary>All its rules, those carried over from earlier editions included.</summary>
    public required IReadOnlyList<RuleInWords> Rules { get; init; }
}

/// <summary>Tells what is in force.</summary>
public static class ReadRulesEndpoint
{
    private const string DayFormat = "yyyy-MM-dd";

    internal static void MapReadRules(this IEndpointRouteBuilder rules) => rules
        .MapGet("/rules", Handle)
        .WithName("ReadRules")
        .Refuses(RuleRefusals.ServiceUnknown);

    /// <summary>Tells which rules are in force on a day.</summary>
    /// <remarks>
    /// A fact is decided by the rules of the day on which it happened. Each rule comes with its value, the same in words
    /// (<c>Accept-Language: zh</c> or <c>en</c>), the law that it comes from and how certain that is. Anyone may read it.
    /// </remarks>
    /// <param name="archive">Knows the rules.</param>
    /// <param name="clock">Tells which day it is.</param>
    /// <param name="on">A day in Chinese time, as in 2026-05-01; else today.</param>
    /// <param name="service">Only the rules of this service.</param>
    /// <response code="200">The rules in force.</response>
    public static Results<Ok<RulesInForce>, ProblemHttpResult> Handle(RuleArchive archive, TimeProvider clock, string? on = null, string? service = null)
    {
        var day = ChinaTime.Day(clock.GetUtcNow());
        if (on is not null && !DateOnly.TryParseExact(on, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return Problems.Refused(HostingRefusals.MalformedParameter.With(HostingPhrases.NotADay.With(on)).At("on"));
        }

        if (service is not null && archive.Sets.All(set => set.Service != service))
        {
            return Problems.Refused(RuleRefusals.ServiceUnknown.With(service, string.Join(", ", archive.Sets.Select(set => set.Service))).At("service"));
        }

        return TypedResults.Ok(new RulesInForce
        {
            On = day,
            Services =
            [
                .. from set in archive.Sets
                   where service is null || set.Service == service
                   let edition = set.InForce(day)
                   select new RulesOfService
                   {
                       Service = set.Service,
                       Edition = edition.Id,
                       Rules = RuleInWords.Of(edition, CultureInfo.CurrentUICulture),
                   },
            ],
        });
    }
}
