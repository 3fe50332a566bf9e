using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>The doors to jobs. A party sees its own only.</summary>
internal static class BulkJobEndpoints
{
    private const int LimitMax = 200;

    internal static void MapJobs(this IEndpointRouteBuilder bulk)
    {
        bulk.MapGet("/jobs", HandleList).WithName("ListJobs");
        bulk.MapGet("/jobs/{id}", HandleOne).WithName("ReadJob").Refuses(BulkRefusals.JobUnknown);
        bulk.MapDelete("/jobs/{id}", HandleCancel).WithName("CancelJob").Refuses(BulkRefusals.JobUnknown);
        bulk.MapGet("/jobs/{id}/results", HandleResults)
            .WithName("ReadJobResults")
            .Produces<RowResult>(StatusCodes.Status200OK, Tables.Ndjson, Tables.Csv, Tables.Xlsx)
            .Refuses(BulkRefusals.JobUnknown);
    }

    /// <summary>Lists the caller's jobs.</summary>
    /// <param name="after">Only ids above this one: next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 200; 200 where absent or outside.</param>
    /// <response code="200">A page of jobs, by id.</response>
    internal static async Task<Ok<BulkJobPage>> HandleList(string? after, int? limit, Caller caller, BulkJobs jobs, CancellationToken cancellation)
    {
        var size = limit is >= 1 and <= LimitMax ? limit.Value : LimitMax;
        var page = await jobs.List(caller.Party.Id, after, size, cancellation);
        return TypedResults.Ok(new BulkJobPage
        {
            Jobs = [.. page.Select(job => job.Shown(jobs.ProgressOf(job.Id)))],
            Next = page.Count == size ? page[^1].Id : null,
        });
    }

    /// <summary>Tells how far a job is.</summary>
    /// <param name="id" example="job-batteries-2f0c9b1d7e4a55c80f31">The job.</param>
    /// <response code="200">The job.</response>
    internal static async Task<Results<Ok<BulkJob>, ProblemHttpResult>> HandleOne(string id, Caller caller, BulkJobs jobs, CancellationToken cancellation)
    {
        return await jobs.Find(caller.Party.Id, id, cancellation) is { } job ? TypedResults.Ok(job.Shown(jobs.ProgressOf(id))) : Problems.Refused(Unknown(id));
    }

    /// <summary>Stops a job, or removes one that is over.</summary>
    /// <remarks>What was recorded before stays recorded, and the results so far can be read until the job is removed as well.</remarks>
    /// <param name="id" example="job-batteries-2f0c9b1d7e4a55c80f31">The job.</param>
    /// <response code="204">It will go no further, or is gone.</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleCancel(string id, Caller caller, BulkJobs jobs, CancellationToken cancellation)
    {
        if (await jobs.Find(caller.Party.Id, id, cancellation) is not { } job)
        {
            return Problems.Refused(Unknown(id));
        }

        await jobs.Cancel(job, cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>Gives the results of a job; of one that is at work, those so far.</summary>
    /// <param name="id" example="job-batteries-2f0c9b1d7e4a55c80f31">The job.</param>
    /// <param name="format">ndjson, csv or xlsx; else Accept decides.</param>
    /// <param name="language">zh or en: the language of the headings; else Accept-Language decides.</param>
    /// <response code="200">A result for each row, in their order.</response>
    internal static async Task<IResult> HandleResults(
        string id, string? format, string? language, HttpContext context, Caller caller, BulkJobs jobs, CancellationToken cancellation)
    {
        return await jobs.Find(caller.Party.Id, id, cancellation) is { } job
            ? new Answer(job, jobs, Tables.Asked(context.Request, format), Tables.Language(context.Request, language))
            : Problems.Refused(Unknown(id));
    }

    private static Refusal Unknown(string id) => BulkRefusals.JobUnknown.With(id.Length <= 64 ? id : id[..64]);

    private sealed class Answer(JobRecord job, BulkJobs jobs, ResultFormat format, string language) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => ResultStream.AnswerFile(
            httpContext, httpContext.RequestServices.GetRequiredService<BulkSpool>(), jobs.PathOf(job.ResultsName()),
            (jobs.ProgressOf(job.Id) ?? job.Progress).ResultBytes, format, language);
    }
}
