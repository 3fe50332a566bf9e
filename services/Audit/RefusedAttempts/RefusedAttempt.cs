using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;

namespace Traceability.Audit.RefusedAttempts;

/// <summary>That a party tried to record something of a battery and was refused; the same on the same day counts as one.</summary>
public sealed record RefusedAttempt
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>Who tried.</summary>
    public required PartyId Party { get; init; }

    /// <summary>The service that refused.</summary>
    /// <example>registration</example>
    public required string Service { get; init; }

    /// <summary>The code of the problem that was answered.</summary>
    /// <example>battery-exists</example>
    public required string Problem { get; init; }

    /// <summary>What was answered the first time.</summary>
    public required string Detail { get; init; }

    /// <summary>How often it was tried that day.</summary>
    public required int Count { get; init; }

    /// <summary>When it was refused first.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When it was refused last.</summary>
    public required DateTimeOffset LastAt { get; init; }
}

/// <summary>A page of refused attempts.</summary>
public sealed record RefusedAttemptPage
{
    /// <summary>The attempts, the last that were new first.</summary>
    public required IReadOnlyList<RefusedAttempt> Attempts { get; init; }

    /// <summary>Give this as <c>after</c> to read on; absent on the last page. A page may hold few attempts, or none, and have a next.</summary>
    /// <example>1042</example>
    public long? Next { get; init; }
}

/// <summary>Which attempts are looked for; what is absent is not asked for.</summary>
public sealed record RefusedAttemptCriteria
{
    /// <summary>Only that party's own attempts, whoever else asks; null for a regulator.</summary>
    public PartyId? OwnOf { get; init; }

    /// <summary>A regulator's region: the attempts of parties in it, and on batteries that have been in it; null where it sees all.</summary>
    public string? Region { get; init; }

    /// <summary>The battery.</summary>
    public BatteryCode? Battery { get; init; }

    /// <summary>Who tried.</summary>
    public PartyId? Party { get; init; }

    /// <summary>The code of the problem.</summary>
    public string? Problem { get; init; }

    /// <summary>Refused then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Refused then or earlier.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only what was new before this one.</summary>
    public long? After { get; init; }

    /// <summary>How many at the most.</summary>
    public required int Limit { get; init; }
}

/// <summary>Keeps refused attempts: as many a day and party as tell something, and for as long as somebody may ask.</summary>
public interface IRefusedAttempts
{
    /// <summary>How many different attempts of one party are kept for one day; beyond them, only those known are counted on.</summary>
    const int PerPartyAndDayMax = 1000;

    /// <summary>Keeps attempts, each with the region of the party that made it.</summary>
    Task Keep(IReadOnlyList<(RecordingRefused Refused, RegionCode? PartyRegion)> attempts, CancellationToken cancellation);

    /// <summary>A page of the attempts that meet all criteria.</summary>
    Task<RefusedAttemptPage> Find(RefusedAttemptCriteria criteria, CancellationToken cancellation);
}
