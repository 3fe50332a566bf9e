using Traceability.Contracts.Identifiers;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>A job as it is stored. How far a running one is, its results say.</summary>
internal sealed record JobRecord
{
    public const string Collection = "bulk-jobs";
    public const string OpenTag = "open";
    public const string FinishedTag = "finished";

    public required string Id { get; init; }

    public required PartyId Owner { get; init; }

    public required string Operation { get; init; }

    public required FileType Type { get; init; }

    public string? Charset { get; init; }

    /// <summary>What each row's key is made from.</summary>
    public required string Key { get; init; }

    public required long FileBytes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public BulkJobState State { get; init; }

    /// <summary>Whether its owner has stopped it, and it has not come to that yet.</summary>
    public bool IsToStop { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public JobProgress Progress { get; init; } = new();

    public ProblemDocument? Problem { get; init; }

    public bool IsOpen() => State is BulkJobState.Waiting or BulkJobState.Running;

    public string FileName() => Id + ".file";

    public string ResultsName() => Id + ".results";

    public IReadOnlyList<string> Tags() => [OwnerTag(Owner), IsOpen() ? OpenTag : FinishedTag];

    public static string OwnerTag(PartyId owner) => $"owner:{owner}";

    public BulkJob Shown(JobProgress? now) => new()
    {
        Job = Id,
        Operation = Operation,
        State = IsOpen() ? (now is null ? BulkJobState.Waiting : BulkJobState.Running) : State,
        CreatedAt = CreatedAt,
        FinishedAt = FinishedAt,
        FileBytes = FileBytes,
        Rows = (now ?? Progress).Recorded + (now ?? Progress).Refused,
        Recorded = (now ?? Progress).Recorded,
        Refused = (now ?? Progress).Refused,
        Problem = Problem,
    };
}

/// <summary>How far a job is.</summary>
/// <param name="Recorded">Rows recorded.</param>
/// <param name="Refused">Rows refused.</param>
/// <param name="ResultBytes">How much of the results is complete.</param>
internal sealed record JobProgress(long Recorded = 0, long Refused = 0, long ResultBytes = 0)
{
    public JobProgress With(IReadOnlyCollection<RowResult> results, long resultBytes) => new(
        Recorded + results.Count(result => result.IsRecorded()), Refused + results.Count(result => !result.IsRecorded()), resultBytes);
}
