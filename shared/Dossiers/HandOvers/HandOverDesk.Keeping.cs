using Microsoft.Extensions.Logging;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.HandOvers;

/// <content>What it does with requests of others and with dossiers that arrive.</content>
public sealed partial class HandOverDesk
{
    private const int AttemptsMax = 20;
    private const int SweepBatch = 500;
    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(25);

    private readonly WaitingRequests waiting = new(clock);

    /// <summary>
    /// Takes a request: answers it, lets go of the dossier, passes the request on, or lets it wait. It ends when that is done, which may
    /// take half a second where somebody is recording.
    /// </summary>
    public async Task Receive(DossierRequest request, CancellationToken cancellation)
    {
        try
        {
            await HandleAtLast(request, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogNotHandled(failure, request.Requester, request.Battery);
        }
    }

    /// <summary>Takes a dossier over; one that comes late or again does nothing.</summary>
    public async Task Receive(HandOver handOver, CancellationToken cancellation)
    {
        if (handOver.To != keeper.Value)
        {
            throw new InvalidOperationException($"The dossier of {handOver.Battery} is for {handOver.To}, not for {keeper.Value}.");
        }

        await store.Accept(handOver, cancellation);

        // Those first that wait for it here: they have the turn until they have written.
        Wake(handOver.Battery);
        foreach (var request in waiting.Take(handOver.Battery))
        {
            await Receive(request, cancellation);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.SweepInterval, clock);
        do
        {
            try
            {
                waiting.Forget(settings.Patience);
                await PostAll(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotSwept(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task HandleAtLast(DossierRequest request, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            if (await Handle(request, cancellation))
            {
                return;
            }

            // A work order holds a claim for a few writes only.
            await Task.Delay(AttemptPause, clock, cancellation);
        }

        var busy = KeeperRefusal.Of(DossierRefusals.BatteryBusy.With(request.Battery));
        await mail.Answer(request, new() { RequestId = request.Id, Refusal = busy }, cancellation);
    }

    private async Task<bool> Handle(DossierRequest request, CancellationToken cancellation)
    {
        var stored = await store.Find(request.Battery, cancellation);
        switch (HandOverRules.Decide(stored, request, keeper.Value, settings.Home))
        {
            case HandOverStep.Answer(var content):
                await mail.Answer(request, content, cancellation);
                return true;

            case HandOverStep.ShowFirstEntry:
                var written = await store.Entries(request.Battery, 0, cancellation);
                var first = written is [{ Entry.Sequence: 1 } opening, ..] ? opening : null;
                await mail.Answer(request, new() { RequestId = request.Id, FirstEntry = first }, cancellation);
                return true;

            case HandOverStep.PassOn(var successor, var passedOn):
                await mail.Ask(successor, passedOn, cancellation);
                return true;

            case HandOverStep.Wait:
                waiting.Add(request);

                // It may have arrived since it was looked for.
                return (await store.Find(request.Battery, cancellation))?.Epoch == stored?.Epoch;

            case HandOverStep.Release:
                return await LetGo(request, cancellation);

            default:
                return false;
        }
    }

    // Under the turn: whoever waits for the dossier in this process finishes first, so that two keepers cannot snatch it from each other for ever.
    private async Task<bool> LetGo(DossierRequest request, CancellationToken cancellation)
    {
        HandOver outgoing;
        using (await Turns.Enter(request.Battery, cancellation))
        {
            var stored = await store.Find(request.Battery, cancellation);
            if (HandOverRules.Decide(stored, request, keeper.Value, settings.Home) is not HandOverStep.Release(var sequence)
                || !await store.Release(request.Battery, keeper.Value, sequence, request.Requester, cancellation))
            {
                return false;
            }

            outgoing = HandOverRules.Outgoing(HandOverRules.AfterRelease(stored, request), keeper.Value);
        }

        await Task.WhenAll(Post(outgoing, cancellation), mail.Answer(request, new() { RequestId = request.Id, HandOver = outgoing }, cancellation));
        return true;
    }

    private async Task PostAll(CancellationToken cancellation)
    {
        BatteryCode? after = null;
        IReadOnlyList<HandOver> unposted;
        do
        {
            unposted = await store.Unposted(after, SweepBatch, cancellation);
            await Task.WhenAll(unposted.Select(handOver => Post(handOver, cancellation)));
            after = unposted.Count > 0 ? unposted[^1].Battery : null;
        }
        while (unposted.Count == SweepBatch);
    }

    private async Task Post(HandOver handOver, CancellationToken cancellation)
    {
        try
        {
            await mail.Post(handOver, cancellation);
            await store.MarkPosted(handOver.Battery, handOver.Epoch, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // It still counts as not posted, where the sweep finds it.
            LogNotPosted(failure, handOver.Battery, handOver.To);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Serving {Requester}, who asked for {Code}, failed; it asks again")]
    private partial void LogNotHandled(Exception failure, string requester, BatteryCode code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Posting the dossier of {Code} to {Successor} failed; it is tried again")]
    private partial void LogNotPosted(Exception failure, BatteryCode code, string successor);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for dossiers to be posted failed; it is tried again")]
    private partial void LogNotSwept(Exception failure);
}
