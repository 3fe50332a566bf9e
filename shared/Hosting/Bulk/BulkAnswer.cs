using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Traceability.Hosting.Bulk;

/// <summary>Records a file while its results go back to whoever waits for them.</summary>
internal sealed class BulkAnswer(Upload upload, BulkRun run, Caller caller, ResultFormat format, string language) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var recorder = httpContext.RequestServices.GetRequiredService<BulkRecorder>();
        var spool = httpContext.RequestServices.GetRequiredService<BulkSpool>();
        try
        {
            if (format == ResultFormat.Xlsx)
            {
                await AnswerWorkbook(httpContext, recorder, spool);
            }
            else
            {
                await ResultStream.Answer(httpContext, format, language, Groups(recorder, httpContext.RequestAborted));
            }
        }
        finally
        {
            run.Dispose();
            spool.Remove(upload);
        }
    }

    // A workbook is no stream: it is complete or nothing.
    private async Task AnswerWorkbook(HttpContext context, BulkRecorder recorder, BulkSpool spool)
    {
        var path = spool.NewPath();
        using var removed = new Deleted(path);
        using (var results = new ResultFile(path))
        {
            await foreach (var group in Groups(recorder, context.RequestAborted))
            {
                results.Append(group);
            }
        }

        await ResultStream.AnswerFile(context, spool, path, new FileInfo(path).Length, format, language);
    }

    private async IAsyncEnumerable<IReadOnlyList<RowResult>> Groups(
        BulkRecorder recorder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await recorder.RecordGroup(run, caller, cancellation) is { Count: > 0 } group)
        {
            yield return group;
        }
    }
}
