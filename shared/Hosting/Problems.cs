using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Hosting.Languages;

namespace Traceability.Hosting;

/// <summary>The one place that turns a refusal into an answer (RFC 9457).</summary>
public static class Problems
{
    /// <summary>Begins the type of every problem; the code follows.</summary>
    public const string TypePrefix = "urn:traceability:problem:";

    /// <summary>The answer to a refused request, in the language of the request.</summary>
    public static ProblemHttpResult Refused(Refusal refusal)
    {
        var extensions = new Dictionary<string, object?>(3) { ["code"] = refusal.Kind.Code };
        if (refusal.Field is { } field)
        {
            extensions["field"] = field;
        }

        var language = KnownLanguages.Current;
        if (language.Source(refusal.Kind) is { } source)
        {
            extensions["source"] = source;
        }

        return TypedResults.Problem(
            language.Detail(refusal), null, ProblemCatalogue.StatusOf(refusal.Kind), language.Title(refusal.Kind), TypePrefix + refusal.Kind.Code, extensions);
    }
}
