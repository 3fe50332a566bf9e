using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Parties;
using Traceability.Hosting;

namespace Traceability.Ownership;

/// <summary>A transfer and what became of each battery.</summary>
public sealed record TransferStatus
{
    /// <summary>Its id.</summary>
    /// <example>transfer-2f0c9b1d7e4a55c80f31</example>
    public required string Transfer { get; init; }

    /// <summary>What changes hands.</summary>
    public required TransferType Type { get; init; }

    /// <summary>Who offers.</summary>
    public required PartyId From { get; init; }

    /// <summary>Who may accept.</summary>
    public required PartyId To { get; init; }

    /// <summary>When it was offered, as the offering party claims.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>From this instant on it can no longer be answered.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether a battery still waits for an answer.</summary>
    public required bool Open { get; init; }

    /// <summary>How many batteries are in each state.</summary>
    public required IReadOnlyDictionary<LineState, int> Counts { get; init; }

    /// <summary>The batteries, where one transfer is read; absent in lists.</summary>
    public IReadOnlyList<TransferLine>? Batteries { get; init; }

    internal static TransferStatus Of(Transfer transfer, bool withLines, DateTimeOffset now)
    {
        // What is over by time is shown so before the sweep has come by.
        var isOver = now >= transfer.ExpiresAt;
        var lines = transfer.Lines.Select(line => isOver && line.State == LineState.Open ? line with { State = LineState.Expired } : line).ToList();
        return new()
        {
            Transfer = transfer.Id,
            Type = transfer.Type,
            From = transfer.Act.By,
            To = transfer.To,
            OccurredAt = transfer.Act.OccurredAt,
            ExpiresAt = transfer.ExpiresAt,
            Open = !isOver && transfer.IsOpen(),
            Counts = lines.CountBy(line => line.State).ToDictionary(),
            Batteries = withLines ? lines : null,
        };
    }
}

/// <summary>A page of transfers.</summary>
public sealed record TransferPage
{
    /// <summary>The transfers, by id.</summary>
    public required IReadOnlyList<TransferStatus> Transfers { get; init; }

    /// <summary>Give it as <c>after</c> to read on; absent on the last page.</summary>
    public string? Next { get; init; }
}

/// <summary>The doors to transfers for reading.</summary>
public static class ReadTransfersEndpoints
{
    private const int LimitMax = 200;
    private const int LimitUsual = 50;

    internal static void MapReadTransfers(this IEndpointRouteBuilder ownership)
    {
        ownership.MapGet("/transfers/{id}", HandleOne).WithName("ReadTransfer").Refuses(OwnershipRefusals.TransferUnknown);
        ownership.MapGet("/transfers", HandleList).WithName("ListTransfers").Refuses(OwnershipRefusals.BoxUnknown);
    }

    /// <summary>Whether the party may read the transfer: who offers, who receives, and the regulators of both.</summary>
    public static bool MayRead(Transfer transfer, Party caller, Func<PartyId, Party?> find) =>
        caller.Id == transfer.Act.By || caller.Id == transfer.To
        || (caller.Is(PartyRole.Regulator)
            && new[] { transfer.Act.By, transfer.To }.Any(id => find(id) is { } party && caller.Region.Contains(party.Region)));

    /// <summary>Reads a transfer.</summary>
    /// <param name="id" example="transfer-2f0c9b1d7e4a55c80f31">The transfer.</param>
    /// <response code="200">The transfer and what became of each battery.</response>
    public static async Task<Results<Ok<TransferStatus>, ProblemHttpResult>> HandleOne(
        string id, Caller caller, TransferBook book, PartyDirectory parties, TimeProvider clock, CancellationToken cancellation) =>
        await book.Find(id, cancellation) is { } transfer && MayRead(transfer, caller.Party, parties.Find)
            ? TypedResults.Ok(TransferStatus.Of(transfer, withLines: true, clock.GetUtcNow()))
            : Problems.Refused(OwnershipRefusals.TransferUnknown.With(id.Length <= 64 ? id : id[..64]));

    /// <summary>Lists the caller's transfers.</summary>
    /// <param name="box" example="in">in: offered to the caller; out: offered by the caller.</param>
    /// <param name="open">true: only those in which a battery still waits for an answer.</param>
    /// <param name="after">Only ids above this one: next of the page before.</param>
    /// <param name="limit">How many at most, 1 to 200; 50 where absent.</param>
    /// <response code="200">A page of transfers, by id.</response>
    public static async Task<Results<Ok<TransferPage>, ProblemHttpResult>> HandleList(
        string box, bool? open, string? after, int? limit, Caller caller, TransferBook book, TimeProvider clock, CancellationToken cancellation)
    {
        if (box is not ("in" or "out") || limit is < 1 or > LimitMax)
        {
            return Problems.Refused(OwnershipRefusals.BoxUnknown.With(LimitMax));
        }

        var size = limit ?? LimitUsual;
        var tag = Transfer.BoxTag(open is true ? $"open-{box}" : box, caller.Party.Id);
        var page = await book.List(tag, after, size, cancellation);
        return TypedResults.Ok(new TransferPage
        {
            Transfers = [.. page.Select(transfer => TransferStatus.Of(transfer, withLines: false, clock.GetUtcNow()))],
            Next = page.Count == size ? page[^1].Id : null,
        });
    }
}
