namespace Traceability.Recycling;

/// <summary>
/// Lets whatever concerns one id run one after the other in this process. Ids share doors, so a turn may wait for another id; whoever has
/// a turn must not wait for a second one of the same kind.
/// </summary>
internal sealed class Turns
{
    private const int DoorCount = 512;

    private readonly SemaphoreSlim[] doors = [.. Enumerable.Range(0, DoorCount).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn, which ends when the result is disposed.</summary>
    public async Task<IDisposable> Enter(string id, CancellationToken cancellation)
    {
        var door = DoorOf(id);
        await door.WaitAsync(cancellation);
        return new Turn(door);
    }

    /// <summary>The turn, or null where somebody else has it.</summary>
    public IDisposable? TryEnter(string id)
    {
        var door = DoorOf(id);
        return door.Wait(0) ? new Turn(door) : null;
    }

    private SemaphoreSlim DoorOf(string id) => doors[(uint)id.GetHashCode(StringComparison.Ordinal) % DoorCount];

    private sealed class Turn(SemaphoreSlim door) : IDisposable
    {
        public void Dispose() => door.Release();
    }
}
