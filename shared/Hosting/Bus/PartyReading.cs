using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Dossiers.Parties;

namespace Traceability.Hosting.Bus;

/// <summary>
/// Reads the parties again every minute. Each process hears of a change at once by a queue of its own, but that queue is not there while the
/// broker is away; the durable one brings the change into the service's store, whichever replica takes it.
/// </summary>
internal sealed partial class PartyReading(PartyDirectory parties, TimeProvider clock, ILogger<PartyReading> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await parties.LoadAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotRead(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The parties could not be read again; it is tried again in a minute")]
    private partial void LogNotRead(Exception failure);
}
