using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Traceability.Recycling;

/// <summary>Brings shipments to their end that a crash left between the two lots.</summary>
public sealed partial class ShipmentSweep(LotBook lots, TimeProvider clock, ILogger<ShipmentSweep> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                if (await lots.DeliverAll(stoppingToken) is > 0 and var count)
                {
                    LogDelivered(count);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogNotDelivered(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} shipments have been brought to their end")]
    private partial void LogDelivered(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for shipments left half done failed; it is tried again")]
    private partial void LogNotDelivered(Exception failure);
}
