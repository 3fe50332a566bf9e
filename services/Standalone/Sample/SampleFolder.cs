using System.Text.Json;
using Traceability.Contracts;

namespace Traceability.Standalone.Sample;

/// <summary>The data folder of a sample, marked by a file of its own, so that a sample is never mixed with anything else.</summary>
internal sealed class SampleFolder
{
    private const string Mark = "sample.json";
    private readonly string file;

    private SampleFolder(string file, SampleMark content) => (this.file, Content) = (file, content);

    /// <summary>What the mark says.</summary>
    public SampleMark Content { get; private set; }

    /// <summary>Opens the folder, or says why no sample can be in it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="now">The time of the machine.</param>
    public static (SampleFolder? Folder, string? Refusal) Open(string path, SampleOptions options, DateTimeOffset now)
    {
        if (now < SampleYear.End)
        {
            return (null, $"The sample year ends on {SampleYear.End.AddSeconds(-1):yyyy-MM-dd}, but the clock of this machine shows {now:yyyy-MM-dd}. Set it right and start again.");
        }

        var file = Path.Combine(Directory.CreateDirectory(path).FullName, Mark);
        if (File.Exists(file))
        {
            var mark = JsonSerializer.Deserialize<SampleMark>(File.ReadAllText(file), TraceabilityJson.Options)!;
            return mark.IsLoaded
                ? (new(file, mark), null)
                : (null, $"{path} holds a sample that is being loaded by another process, or whose loading was interrupted. In the second case remove the folder and start again.");
        }

        if (Directory.EnumerateFileSystemEntries(path).Any())
        {
            return (null, $"{path} holds something else than a sample. Name an empty folder with --data, or start without {SampleOptions.Flag}.");
        }

        var folder = new SampleFolder(file, new() { Seed = options.Seed, Packs = options.Packs });
        folder.Write();
        return (folder, null);
    }

    /// <summary>Notes that the sample is complete.</summary>
    public void Complete(IReadOnlyList<SampleCredential> credentials)
    {
        Content = Content with { IsLoaded = true, Credentials = credentials };
        Write();
    }

    // The secrets open a province that does not exist, but on a machine that does: only its owner may read them.
    private void Write()
    {
        var draft = $"{file}.draft";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, Content, TraceabilityJson.Options);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }
}

/// <summary>What the mark of a sample says.</summary>
internal sealed record SampleMark
{
    /// <summary>By which chance was drawn.</summary>
    public required int Seed { get; init; }

    /// <summary>How many packs were asked for.</summary>
    public required int Packs { get; init; }

    /// <summary>Whether all of it is there.</summary>
    public bool IsLoaded { get; init; }

    /// <summary>Credentials to look around with.</summary>
    public IReadOnlyList<SampleCredential> Credentials { get; init; } = [];
}

/// <summary>A credential to look around with.</summary>
/// <param name="Who">Whose.</param>
/// <param name="ClientId">What to log in as.</param>
/// <param name="ClientSecret">Its secret, drawn when the sample was loaded.</param>
internal sealed record SampleCredential(string Who, string ClientId, string ClientSecret);
