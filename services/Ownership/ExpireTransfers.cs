using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;

namespace Traceability.Ownership;

/// <summary>
/// Records that offers are over which nobody answered in time, and brings transfers to their end that a crash left half recorded.
/// Whatever it does may be done again.
/// </summary>
/// <param name="book">The transfers.</param>
/// <param name="desk">Records lines that were asked for.</param>
/// <param name="office">Records in dossiers.</param>
/// <param name="rules">The rules in all editions.</param>
/// <param name="clock">Tells when an offer is over.</param>
/// <param name="log">Takes what went wrong.</param>
public sealed partial class ExpireTransfers(
    TransferBook book, TransferDesk desk, DossierOffice office, DatedRules<OwnershipRules> rules, TimeProvider clock, ILogger<ExpireTransfers> log)
    : BackgroundService
{
    private const int PageSize = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // A request that is still at work has not failed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Looks through the open transfers once.</summary>
    /// <param name="all">Also through those that seem to be in order: after a start, since a crash may have come between dossier and list.</param>
    /// <param name="cancellation">Stops between two transfers.</param>
    /// <returns>For how many transfers something was done.</returns>
    public async Task<int> Sweep(bool all, CancellationToken cancellation)
    {
        var done = 0;
        string? after = null;
        IReadOnlyList<Transfer> page;
        do
        {
            page = await book.List(Transfer.OpenTag, after, PageSize, cancellation);
            foreach (var transfer in page.Where(transfer => all || IsDue(transfer, clock.GetUtcNow())))
            {
                done += await TryBringForward(transfer, cancellation) ? 1 : 0;
            }

            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == PageSize);

        return done;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Requests are answered meanwhile.
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, clock);
        var all = true;
        do
        {
            try
            {
                await Sweep(all, stoppingToken);
                all = false;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogSweepFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static bool IsDue(Transfer transfer, DateTimeOffset now) => now >= transfer.ExpiresAt || IsLeftBehind(transfer, now);

    private static bool IsLeftBehind(Transfer transfer, DateTimeOffset now) =>
        now >= transfer.RequestedAt + Patience && transfer.Lines.Any(line => line.State == LineState.Pending);

    private async Task<bool> TryBringForward(Transfer transfer, CancellationToken cancellation)
    {
        try
        {
            var lines = transfer.Lines.Where(line => !line.State.IsClosed()).ToList();
            var found = await Task.WhenAll(lines.Select(line => BringForward(transfer, line, cancellation)));
            var states = lines.Zip(found).Where(line => line.First.State != line.Second).ToDictionary(line => line.First.Battery, line => line.Second);
            await book.Note(transfer.Id, states, cancellation);
            return states.Count > 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotBroughtForward(failure, transfer.Id);
            return false;
        }
    }

    private async Task<LineState?> BringForward(Transfer transfer, TransferLine line, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var state = await book.Ask(line.Battery, transfer.Id, cancellation);
        return state switch
        {
            LineState.Open when now >= transfer.ExpiresAt => await Expire(transfer, line.Battery, cancellation),
            null when !IsLeftBehind(transfer, now) => LineState.Pending,
            null => await desk.Offer(transfer, line, cancellation) switch
            {
                Outcome.Recorded => LineState.Open,
                Outcome.Refused { Refusal.Kind.Category: RefusalCategory.Unavailable } => LineState.Pending,
                _ => null,
            },
            _ => state,
        };
    }

    private async Task<LineState> Expire(Transfer transfer, BatteryCode battery, CancellationToken cancellation)
    {
        var act = new Act
        {
            By = transfer.Act.By,
            Service = OwnershipService.Name,
            Rules = rules.On(transfer.ExpiresAt).Id,
            OccurredAt = transfer.ExpiresAt,
        };
        return await office.Record(battery, act, (standing, now) => ExpireTransfer.Decide(standing, transfer, now), cancellation) switch
        {
            Outcome.Recorded => LineState.Expired,
            Outcome.Refused { Refusal.Kind.Category: RefusalCategory.Unavailable } => LineState.Open,

            // Answered at this moment; or another fact ended the offer that was over (the battery was built in, treated ...).
            _ => await book.Ask(battery, transfer.Id, cancellation) is { } state && state.IsClosed() ? state : LineState.Expired,
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for expired transfers failed; it is tried again")]
    private partial void LogSweepFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Transfer {Id} could not be brought forward; it is tried again")]
    private partial void LogNotBroughtForward(Exception failure, string id);
}
