using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Dossiers;

/// <summary>
/// Tells that recording was refused, beside the path of the answer: without waiting, without ever failing it, and without guarantee.
/// Where more are refused than can be told, the rest is dropped.
/// </summary>
public sealed partial class RefusalReporter(IBus bus, ILogger<RefusalReporter> log) : BackgroundService
{
    private const int WaitingMax = 4096;
    private const int TogetherMax = 256;
    private const int DetailLengthMax = 1000;

    private readonly Channel<RecordingRefused> waiting =
        Channel.CreateBounded<RecordingRefused>(new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Tells of a refusal, where it is one that a regulator may want to know: not of slips in the request, nor of "try again".</summary>
    public void Report(BatteryCode battery, Act act, Refusal refusal, DateTimeOffset now)
    {
        if (refusal.Kind.Category is RefusalCategory.Conflict or RefusalCategory.Inadmissible or RefusalCategory.Forbidden)
        {
            var detail = refusal.Detail;
            waiting.Writer.TryWrite(new RecordingRefused
            {
                Battery = battery,
                Party = act.By,
                Service = act.Service,
                Problem = refusal.Kind.Code,
                Detail = detail.Length <= DetailLengthMax ? detail : detail[..DetailLengthMax],
                OccurredAt = act.OccurredAt,
                RefusedAt = now,
            });
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var together = new List<RecordingRefused>(TogetherMax);
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            together.Clear();
            while (together.Count < TogetherMax && waiting.Reader.TryRead(out var refused))
            {
                together.Add(refused);
            }

            try
            {
                await Task.WhenAll(together.Select(refused => bus.Publish(refused, stoppingToken)));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogDropped(failure, together.Count);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telling of {Count} refusals failed; they are dropped")]
    private partial void LogDropped(Exception failure, int count);
}
