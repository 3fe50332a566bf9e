using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Parties;

/// <summary>Tells the other services of parties that were registered or changed.</summary>
public sealed partial class PartiesRelay(PartyStore parties, IBus bus, TimeProvider clock, ILogger<PartiesRelay> log)
{
    private const int SweepMax = 200;

    private static readonly TimeSpan PublishWithin = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Publishes the party if it has a version that was not. It waits a little, so that who reads "registered" can be used at
    /// once, but never fails: what could not be told now is told by the sweep.
    /// </summary>
    public async Task Publish(PartyRecord? record)
    {
        if (record is not { IsUnsent: true, Party: var party })
        {
            return;
        }

        // The caller may be gone by now; the change is written and must be told all the same.
        using var patience = new CancellationTokenSource(PublishWithin, clock);
        try
        {
            await bus.Publish(new PartyChanged { Party = party }, patience.Token);
            await parties.MarkSent(party, patience.Token);
        }
        catch (Exception exception)
        {
            LogNotPublished(exception, party.Id.Value, party.Version);
        }
    }

    /// <summary>Publishes what a crash or an absent broker has left.</summary>
    public async Task Sweep(CancellationToken cancellation)
    {
        foreach (var record in await parties.ListUnsent(SweepMax, cancellation))
        {
            await Publish(record);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Party {Party}, version {Version}, could not be published yet")]
    private partial void LogNotPublished(Exception exception, string party, long version);
}

/// <summary>Sweeps at the start and every few seconds.</summary>
internal sealed partial class PartiesSweep(PartiesRelay relay, TimeProvider clock, ILogger<PartiesSweep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                await relay.Sweep(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The store may be away for a while; the next round tries again.
                LogSweepFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Parties that are still to be published could not be read")]
    private partial void LogSweepFailed(Exception exception);
}
