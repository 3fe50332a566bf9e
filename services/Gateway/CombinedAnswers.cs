using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Hosting;
using Traceability.Hosting.Bulk;
using Traceability.Hosting.Languages;
using Traceability.Hosting.Rules;

namespace Traceability.Gateway;

/// <summary>What every service has a part of: rules, problems, jobs.</summary>
internal static class CombinedAnswers
{
    private const int JobsMax = 200;

    /// <summary>Maps what no service can answer alone.</summary>
    public static void MapCombinedAnswers(this WebApplication app)
    {
        app.MapGet("/rules", Rules);
        app.MapGet("/rules/editions", (HttpContext context, Everyone everyone, IConfiguration configuration) =>
            everyone.Ask(context, Services.WithRules.Select(configuration.AddressOf), CombineEditions));
        app.MapGet("/rules/editions/{service}/{edition}", (string service, string edition) =>
            Problems.Refused(RuleRefusals.EditionUnknown.With(service, edition)));
        app.MapGet("/problems", (HttpContext context, Everyone everyone, IConfiguration configuration) =>
            everyone.Ask(context, Services.All.Select(configuration.AddressOf), CombineProblems));
        app.MapGet("/bulk/jobs", (HttpContext context, Everyone everyone, IConfiguration configuration, int? limit) => everyone.Ask(
            context,
            Services.All.Where(service => service.Files.Count > 0).Select(configuration.FilesAddressOf),
            pages => CombineJobs(pages, limit is >= 1 and <= JobsMax ? limit.Value : JobsMax)));
        app.MapMethods("/bulk/jobs/{id}/{**rest}", [HttpMethods.Get, HttpMethods.Delete], (string id) => Problems.Refused(BulkRefusals.JobUnknown.With(Short(id))));
        app.MapPost("/bulk/{operation}", NoSuchOperation);
        app.MapGet("/bulk/{operation}/template", NoSuchOperation);
    }

    private static async Task<IResult> Rules(HttpContext context, Everyone everyone, IConfiguration configuration, string? service = null)
    {
        var asked = service is null ? Services.WithRules : [.. Services.WithRules.Where(known => known.Name == service)];
        return asked.Count == 0
            ? Problems.Refused(RuleRefusals.ServiceUnknown.With(service, string.Join(", ", Services.WithRules.Select(known => known.Name))).At("service"))
            : await everyone.Ask(context, asked.Select(configuration.AddressOf), CombineRules);
    }

    private static ProblemHttpResult NoSuchOperation(string operation) => Problems.Refused(BulkRefusals.OperationUnknown
        .With(Short(operation), string.Join(", ", Services.All.SelectMany(service => service.Files).Order(StringComparer.Ordinal)))
        .At("operation"));

    private static string Short(string text) => text.Length <= 64 ? text : text[..64];

    private static JsonNode CombineRules(IReadOnlyList<JsonNode> answers)
    {
        var combined = answers[0].DeepClone();
        combined["services"] = ArrayOf(answers.SelectMany(answer => answer["services"]!.AsArray()));
        return combined;
    }

    private static JsonNode CombineEditions(IReadOnlyList<JsonNode> answers) => new JsonObject
    {
        ["editions"] = ArrayOf(answers.SelectMany(answer => answer["editions"]!.AsArray())),
    };

    // A problem of the gateway's own can be known to no service.
    private static JsonArray CombineProblems(IReadOnlyList<JsonNode> answers) => ArrayOf(answers
        .Append(JsonSerializer.SerializeToNode(ProblemCatalogue.List(KnownLanguages.Current), TraceabilityJson.Options)!)
        .SelectMany(answer => answer.AsArray())
        .DistinctBy(CodeOf)
        .OrderBy(CodeOf, StringComparer.Ordinal));

    private static string CodeOf(JsonNode? problem) => problem!["code"]!.GetValue<string>();

    // Each service gives a whole page, so that the first ids of all of them are among those that came.
    private static JsonObject CombineJobs(IReadOnlyList<JsonNode> pages, int limit)
    {
        var all = pages.SelectMany(page => page["jobs"]!.AsArray()).OrderBy(IdOf, StringComparer.Ordinal).ToList();
        var jobs = all.Take(limit).ToList();
        var combined = new JsonObject { ["jobs"] = ArrayOf(jobs) };
        if (jobs.Count == limit)
        {
            combined["next"] = IdOf(jobs[^1]);
        }

        return combined;
    }

    private static string IdOf(JsonNode? job) => job!["job"]!.GetValue<string>();

    private static JsonArray ArrayOf(IEnumerable<JsonNode?> nodes) => [.. nodes.Select(node => node?.DeepClone())];
}
