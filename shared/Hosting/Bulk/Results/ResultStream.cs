using Microsoft.AspNetCore.Http;

namespace Traceability.Hosting.Bulk;

/// <summary>Sends results as they come.</summary>
internal static class ResultStream
{
    /// <summary>Sends parts of a text.</summary>
    public static async Task Answer(HttpContext context, ResultFormat format, string language, IAsyncEnumerable<IReadOnlyList<RowResult>> parts)
    {
        context.Response.ContentType = $"{Tables.MediaTypeOf(format)}; charset=utf-8";
        var isFirst = true;
        await foreach (var part in parts.WithCancellation(context.RequestAborted))
        {
            await context.Response.Body.WriteAsync(Tables.Part(part, format, language, isFirst), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            isFirst = false;
        }
    }

    /// <summary>Sends results that lie in a file.</summary>
    public static async Task AnswerFile(HttpContext context, BulkSpool spool, string path, long bytes, ResultFormat format, string language)
    {
        if (format != ResultFormat.Xlsx)
        {
            await Answer(context, format, language, bytes == 0 ? AsyncEnumerable.Empty<RowResult[]>() : ResultFile.Read(path, bytes).ToAsyncEnumerable());
            return;
        }

        var workbook = spool.NewPath();
        using var removed = new Deleted(workbook);
        await Task.Run(() => Tables.WriteWorkbook(workbook, bytes == 0 ? [] : ResultFile.Read(path, bytes).SelectMany(part => part), language));
        await TypedResults.PhysicalFile(workbook, Tables.Xlsx, "results.xlsx").ExecuteAsync(context);
    }
}
