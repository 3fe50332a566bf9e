using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;

namespace Traceability.Ownership;

/// <summary>
/// One transfer of up to a thousand batteries, as it is stored. It is a list: who holds a battery, and what became of its offer,
/// is in its dossier alone; the states here follow and are put right by the sweep after a crash.
/// </summary>
public sealed record Transfer
{
    /// <summary>The collection that transfers lie in.</summary>
    public const string Collection = "transfers";

    /// <summary>By which transfers can be listed that may still be answered.</summary>
    public const string OpenTag = "open";

    /// <summary>Its id, which every entry about it names.</summary>
    public required string Id { get; init; }

    /// <summary>Who offers, when, by which rules; with what makes each line idempotent.</summary>
    public required Act Act { get; init; }

    /// <summary>What changes hands.</summary>
    public required TransferType Type { get; init; }

    /// <summary>Who may accept.</summary>
    public required PartyId To { get; init; }

    /// <summary>From this instant on it can no longer be answered.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the request came.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The batteries.</summary>
    public required IReadOnlyList<TransferLine> Lines { get; init; }

    /// <summary>Whether a battery is on offer in it, or about to be.</summary>
    public bool IsOpen() => Lines.Any(line => !line.State.IsClosed());

    /// <summary>The tags by which it can be listed.</summary>
    public IReadOnlyList<string> Tags() => Lines.Count == 0 ? [] : IsOpen()
        ? [BoxTag("out", Act.By), BoxTag("in", To), BoxTag("open-out", Act.By), BoxTag("open-in", To), OpenTag]
        : [BoxTag("out", Act.By), BoxTag("in", To)];

    /// <summary>The tag of a party's list.</summary>
    public static string BoxTag(string box, PartyId party) => box switch
    {
        "out" => $"from:{party}",
        "in" => $"to:{party}",
        "open-out" => $"open-from:{party}",
        _ => $"open-to:{party}",
    };

    /// <summary>The transfer with those of the lines that it lacks.</summary>
    public Transfer WithMissing(IEnumerable<TransferLine> lines) =>
        this with { Lines = [.. Lines, .. lines.ExceptBy(Lines.Select(line => line.Battery), line => line.Battery)] };

    /// <summary>The transfer with what became of some of its lines; a state never goes back.</summary>
    /// <param name="states">The new state by battery; null takes a line off that was refused.</param>
    public Transfer With(IReadOnlyDictionary<BatteryCode, LineState?> states) => this with
    {
        Lines =
        [
            .. from line in Lines
               let state = states.TryGetValue(line.Battery, out var news) ? news : line.State
               where state is not null || line.State != LineState.Pending
               select line with { State = line.State.Then(state) },
        ],
    };
}

/// <summary>One battery of a transfer.</summary>
public sealed record TransferLine
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>What the offering party judged of its safety.</summary>
    public SafetyJudgement? ConsignorJudgement { get; init; }

    /// <summary>What became of it.</summary>
    public required LineState State { get; init; }
}

/// <summary>What became of one battery of a transfer.</summary>
public enum LineState
{
    /// <summary>Asked for, and not yet recorded in its dossier.</summary>
    Pending,

    /// <summary>On offer.</summary>
    Open,

    /// <summary>The receiver took it over.</summary>
    Accepted,

    /// <summary>The receiver did not take it.</summary>
    Rejected,

    /// <summary>The offering party took the offer back.</summary>
    Withdrawn,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}

/// <summary>How the states of a line follow each other.</summary>
public static class LineStates
{
    /// <summary>Whether the line waits for nothing any more.</summary>
    public static bool IsClosed(this LineState state) => state > LineState.Open;

    /// <summary>The later of two states; a closed one stays.</summary>
    public static LineState Then(this LineState state, LineState? next) => state.IsClosed() || next is null || next < state ? state : next.Value;

    /// <summary>The state that entries of a dossier give the battery in a transfer, or null where it was never offered in it.</summary>
    public static LineState? Of(IEnumerable<EntryData> entries, string transfer) => entries.Aggregate(
        (LineState?)null,
        (state, data) => data switch
        {
            TransferOffered offered when offered.Transfer == transfer => LineState.Open,
            TransferAccepted accepted when accepted.Transfer == transfer => LineState.Accepted,
            TransferRejected rejected when rejected.Transfer == transfer => LineState.Rejected,
            TransferWithdrawn withdrawn when withdrawn.Transfer == transfer => LineState.Withdrawn,
            TransferExpired expired when expired.Transfer == transfer => LineState.Expired,
            _ => state,
        });
}
