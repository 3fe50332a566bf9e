using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Hosting.Languages;

namespace Traceability.Hosting;

/// <summary>Every way in which this process can say no.</summary>
public static class ProblemCatalogue
{
    private static readonly ConcurrentDictionary<string, int> Statuses = new(StringComparer.Ordinal);

    /// <summary>The HTTP status of a refusal: that of its category, unless its field says otherwise.</summary>
    public static int StatusOf(RefusalKind kind) => Statuses.GetOrAdd(
        kind.Code, (code, one) => Declared().Where(known => known.Kind.Code == code).Select(known => (int?)known.Status).FirstOrDefault() ?? StatusOf(one.Category), kind);

    /// <summary>All refusals declared as static fields in the loaded assemblies of the registry, by code.</summary>
    /// <param name="language">The language of their sentences.</param>
    public static IReadOnlyList<KnownProblem> List(Language language) =>
    [
        .. from known in Declared().DistinctBy(known => known.Kind.Code).OrderBy(known => known.Kind.Code, StringComparer.Ordinal)
           select new KnownProblem
           {
               Code = known.Kind.Code,
               Status = known.Status,
               Title = language.Title(known.Kind),
               Template = language.Template(known.Kind),
               Source = language.Source(known.Kind),
           },
    ];

    internal static void MapProblemCatalogue(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/problems", Handle).WithName("ListProblems").WithTags("Reference");

    /// <summary>Lists every problem that this process can answer.</summary>
    /// <remarks>A problem's <c>code</c> never changes; its sentences may get better.</remarks>
    /// <response code="200">All problems, by code.</response>
    private static Ok<IReadOnlyList<KnownProblem>> Handle() => TypedResults.Ok(List(KnownLanguages.Current));

    private static int StatusOf(RefusalCategory category) => category switch
    {
        RefusalCategory.Malformed => StatusCodes.Status400BadRequest,
        RefusalCategory.Forbidden => StatusCodes.Status403Forbidden,
        RefusalCategory.Unknown => StatusCodes.Status404NotFound,
        RefusalCategory.Conflict => StatusCodes.Status409Conflict,
        RefusalCategory.Inadmissible => StatusCodes.Status422UnprocessableEntity,
        RefusalCategory.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new InvalidOperationException($"{category} has no status code."),
    };

    private static IEnumerable<(RefusalKind Kind, int Status)> Declared() =>
        from assembly in AppDomain.CurrentDomain.GetAssemblies()
        where assembly.GetName().Name?.StartsWith("Traceability.", StringComparison.Ordinal) is true
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(RefusalKind) && field.IsInitOnly
        let kind = (RefusalKind)field.GetValue(null)!
        select (kind, field.GetCustomAttribute<StatusAttribute>()?.Code ?? StatusOf(kind.Category));
}

/// <summary>One way in which the registry says no.</summary>
public sealed record KnownProblem
{
    /// <summary>Stable code: a program decides by it.</summary>
    /// <example>party-exists</example>
    public required string Code { get; init; }

    /// <summary>HTTP status.</summary>
    /// <example>409</example>
    public required int Status { get; init; }

    /// <summary>The problem in a few words.</summary>
    /// <example>The party is registered already</example>
    public required string Title { get; init; }

    /// <summary>The sentence about an occurrence, with numbers in braces where its values stand.</summary>
    /// <example>{0} is registered already; change it with PUT /parties/{0}.</example>
    public required string Template { get; init; }

    /// <summary>The rule or standard that it comes from, where there is one.</summary>
    /// <example>GB/T 34014-2017</example>
    public string? Source { get; init; }
}
