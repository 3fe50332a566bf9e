namespace Traceability.Hosting.Bulk;

/// <summary>A file that is recorded in the background.</summary>
public sealed record BulkJob
{
    /// <summary>Its id.</summary>
    /// <example>job-batteries-2f0c9b1d7e4a55c80f31</example>
    public required string Job { get; init; }

    /// <summary>What its rows are for.</summary>
    /// <example>batteries</example>
    public required string Operation { get; init; }

    /// <summary>How far it is.</summary>
    public required BulkJobState State { get; init; }

    /// <summary>When the file came.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was over; absent before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The length of the file.</summary>
    /// <example>48210344</example>
    public required long FileBytes { get; init; }

    /// <summary>Rows read so far.</summary>
    /// <example>200000</example>
    public required long Rows { get; init; }

    /// <summary>Rows recorded.</summary>
    /// <example>199998</example>
    public required long Recorded { get; init; }

    /// <summary>Rows refused; the results say why.</summary>
    /// <example>2</example>
    public required long Refused { get; init; }

    /// <summary>Why it failed, where it did.</summary>
    public ProblemDocument? Problem { get; init; }
}

/// <summary>How far a job is.</summary>
public enum BulkJobState
{
    /// <summary>The file is safe here; an earlier file of the party comes first.</summary>
    Waiting,

    /// <summary>Rows are being recorded.</summary>
    Running,

    /// <summary>Every row has a result.</summary>
    Done,

    /// <summary>Stopped by its owner; what was recorded before stays.</summary>
    Cancelled,

    /// <summary>It could not go on; what was recorded before stays.</summary>
    Failed,
}

/// <summary>A page of jobs.</summary>
public sealed record BulkJobPage
{
    /// <summary>The jobs, by id.</summary>
    public required IReadOnlyList<BulkJob> Jobs { get; init; }

    /// <summary>Give it as <c>after</c> to read on; absent on the last page.</summary>
    public string? Next { get; init; }
}
