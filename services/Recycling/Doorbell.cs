using System.Threading.Channels;

namespace Traceability.Recycling;

/// <summary>Tells the relay that something was written which is still to be told, counted or brought to its end.</summary>
public sealed class Doorbell
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Rings; many rings in a row are one.</summary>
    public void Ring() => rung.Writer.TryWrite(true);

    /// <summary>Waits until it has rung; after the patience it ends all the same.</summary>
    public async Task Wait(TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        Task ring = rung.Reader.ReadAsync(either.Token).AsTask();
        await ring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }
}
