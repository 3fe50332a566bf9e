using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// The results of a job, a line each. The file is also how far the job is: after a crash it goes on behind the last complete line, and
/// what was recorded without having come to a line is recognised by the key of its row.
/// </summary>
internal sealed class ResultFile : IDisposable
{
    private readonly FileStream file;

    /// <summary>Opens the results and cuts off what a crash left half-written.</summary>
    public ResultFile(string path)
    {
        Progress = Measure(path);
        file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete, 1);
        file.SetLength(Progress.ResultBytes);
        file.Position = Progress.ResultBytes;
    }

    /// <summary>How far the job is.</summary>
    public JobProgress Progress { get; private set; }

    /// <summary>Adds results.</summary>
    public void Append(IReadOnlyList<RowResult> results)
    {
        file.Write(Tables.Part(results, ResultFormat.Ndjson, "en", isFirst: false));
        Progress = Progress.With(results, file.Position);
    }

    /// <summary>How far a job came whose results lie there.</summary>
    public static JobProgress Measure(string path)
    {
        var length = LengthOfCompleteLines(path);
        return length == 0 ? new() : Read(path, length).Aggregate(new JobProgress(), (progress, part) => progress.With(part, length));
    }

    /// <summary>The results in the first bytes of a file, in parts of a size that is easily held.</summary>
    public static IEnumerable<RowResult[]> Read(string path, long bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var lines = new StreamReader(file);
        foreach (var part in Complete(lines, bytes).Chunk(500))
        {
            yield return part;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static IEnumerable<RowResult> Complete(StreamReader lines, long bytes)
    {
        while (bytes > 0 && lines.ReadLine() is { } line)
        {
            bytes -= System.Text.Encoding.UTF8.GetByteCount(line) + 1;
            yield return JsonSerializer.Deserialize<RowResult>(line, TraceabilityJson.Options)!;
        }
    }

    private static long LengthOfCompleteLines(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = File.OpenRead(path);
        for (var at = file.Length; at > 0; at--)
        {
            file.Position = at - 1;
            if (file.ReadByte() == '\n')
            {
                return at;
            }
        }

        return 0;
    }
}
