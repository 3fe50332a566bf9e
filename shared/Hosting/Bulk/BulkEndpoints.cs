using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>The doors for files of rows and for their templates.</summary>
public static class BulkEndpoints
{
    /// <summary>Adds what files need.</summary>
    public static WebApplicationBuilder AddBulk(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(BulkSettings.From(builder.Configuration));
        builder.Services.AddSingleton<BulkOperations>();
        builder.Services.AddSingleton<BulkRecorder>();
        builder.Services.AddSingleton<BulkSpool>();
        builder.Services.AddSingleton<Uploads>();
        builder.Services.AddSingleton<JobLine>();
        builder.Services.AddSingleton<BulkJobs>();
        builder.Services.AddHostedService<BulkJobRunner>();
        builder.Services.ConfigureSwaggerGen(options => options.OperationFilter<OpenApiBulk>());
        return builder;
    }

    /// <summary>Maps the doors, for the operations of all endpoints of this process.</summary>
    public static void MapBulk(this IEndpointRouteBuilder app)
    {
        var bulk = app.MapGroup("/bulk").WithTags("Bulk").RequireParty();
        bulk.MapPost("/{operation}", Handle)
            .WithName("RecordFile")
            .WithMetadata(new RequestSizeLimitAttribute(app.ServiceProvider.GetRequiredService<BulkSettings>().FileMaxBytes))
            .Produces<RowResult>(StatusCodes.Status200OK, Tables.Ndjson, Tables.Csv, Tables.Xlsx)
            .Produces<BulkJob>(StatusCodes.Status202Accepted)
            .Refuses(
                HostingRefusals.BodyTooLarge, HostingRefusals.MalformedBody, BulkRefusals.OperationUnknown, BulkRefusals.FileTypeUnknown, BulkRefusals.FileUnreadable,
                BulkRefusals.FileExpandsTooFar, BulkRefusals.FileEmpty, BulkRefusals.ColumnUnknown, BulkRefusals.ColumnMissing, BulkRefusals.ColumnRepeated,
                BulkRefusals.CellUnreadable, BulkRefusals.RowUnreadable, BulkRefusals.FileSpaceExhausted);
        bulk.MapGet("/{operation}/template", HandleTemplate)
            .WithName("ReadTemplate")
            .Produces<string>(StatusCodes.Status200OK, Tables.Csv, Tables.Xlsx)
            .Refuses(BulkRefusals.OperationUnknown);
        bulk.MapJobs();
    }

    /// <summary>Records the rows of a file.</summary>
    /// <remarks>
    /// A table as CSV, NDJSON or Excel workbook, as the body or as the one file of a form. Each row is what a line of the JSON request is,
    /// and has a result of its own; a bad one spoils no other. With an Idempotency-Key, the same file can be sent again: rows that are
    /// recorded get their first receipt, the others are recorded. With <c>Prefer: respond-async</c>, a job records it.
    /// </remarks>
    /// <param name="operation" example="batteries">What the rows are for: the path of the JSON endpoint.</param>
    /// <param name="language">zh or en: the language of the headings of results; else Accept-Language decides.</param>
    /// <response code="200">A result for each row, in their order, as NDJSON, CSV or workbook: Accept decides.</response>
    /// <response code="202">The file is safe here and will be recorded; Location says where to ask for it.</response>
    internal static async Task<IResult> Handle(
        string operation, string? language, HttpContext context, Caller caller, IdempotencyKey key, BulkOperations operations, Uploads uploads, BulkSpool spool,
        BulkJobs jobs, BulkSettings settings, CancellationToken cancellation)
    {
        if (operations.Find(operation, out var found) is { } unknown)
        {
            return Problems.Refused(unknown);
        }

        var (upload, unusable) = await uploads.Receive(context.Request, caller.Party.Id, cancellation);
        if (upload is null)
        {
            return Problems.Refused(unusable!);
        }

        try
        {
            OpenFile file = null!;
            if (await Task.Run(() => upload.File.Open(found, settings, out file)) is { } refusal)
            {
                spool.Remove(upload);
                return Problems.Refused(refusal);
            }

            if (!context.Request.Headers["Prefer"].ToString().Contains("respond-async", StringComparison.OrdinalIgnoreCase))
            {
                return new BulkAnswer(upload, new BulkRun(found, file, key.Value), caller, Tables.Asked(context.Request, null), Tables.Language(context.Request, language));
            }

            file.Dispose();
            var job = await jobs.Accept(upload, operation, key.Value, cancellation);
            context.Response.Headers["Preference-Applied"] = "respond-async";
            return TypedResults.Accepted($"/bulk/jobs/{job.Id}", job.Shown(jobs.ProgressOf(job.Id)));
        }
        catch
        {
            spool.Remove(upload);
            throw;
        }
    }

    /// <summary>Gives a table to be filled in.</summary>
    /// <remarks>Headings, an example row that can be recorded as it stands, and what belongs in each column. Rows that begin with # are passed over.</remarks>
    /// <param name="operation" example="batteries">What the rows are for.</param>
    /// <param name="format">csv or xlsx; else Accept decides, or it is xlsx.</param>
    /// <param name="language">zh or en; else Accept-Language decides.</param>
    /// <response code="200">The table.</response>
    internal static async Task<Results<FileContentHttpResult, PhysicalFileHttpResult, ProblemHttpResult>> HandleTemplate(
        string operation, string? format, string? language, HttpContext context, BulkOperations operations, BulkSpool spool, TimeProvider clock)
    {
        if (operations.Find(operation, out var found) is { } unknown)
        {
            return Problems.Refused(unknown);
        }

        var template = new Template(found, Tables.Language(context.Request, language), clock);
        if (Tables.Asked(context.Request, format) == ResultFormat.Csv)
        {
            return TypedResults.File(template.Csv(), $"{Tables.Csv}; charset=utf-8", $"{operation}.csv");
        }

        var path = spool.NewPath();
        context.Response.RegisterForDispose(new Deleted(path));
        await Task.Run(() => template.WriteWorkbook(path));
        return TypedResults.PhysicalFile(path, Tables.Xlsx, $"{operation}.xlsx");
    }
}

/// <summary>Removes a file when an answer is over.</summary>
internal sealed class Deleted(string path) : IDisposable
{
    public void Dispose() => File.Delete(path);
}
