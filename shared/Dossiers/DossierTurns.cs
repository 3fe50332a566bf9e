using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers;

/// <summary>
/// Lets the commands of one process into a dossier one after the other, so that they do not race each other to the store, where
/// all but one would lose and have to decide again. What is right does not hang on it: the conditional write sees to that.
/// </summary>
internal sealed class DossierTurns
{
    private readonly Dictionary<BatteryCode, Door> doors = [];

    /// <summary>Waits for the turn, which ends when the result is disposed.</summary>
    public async Task<IDisposable> Enter(BatteryCode code, CancellationToken cancellation)
    {
        Door? door;
        lock (doors)
        {
            if (!doors.TryGetValue(code, out door))
            {
                doors[code] = door = new Door();
            }

            door.Users++;
        }

        try
        {
            await door.Free.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Leave(code, door);
            throw;
        }

        return new Turn(this, code, door);
    }

    private void Leave(BatteryCode code, Door door)
    {
        lock (doors)
        {
            if (--door.Users == 0)
            {
                doors.Remove(code);
            }
        }
    }

    private sealed class Door
    {
        public SemaphoreSlim Free { get; } = new(1, 1);

        public int Users { get; set; }
    }

    private sealed class Turn(DossierTurns turns, BatteryCode code, Door door) : IDisposable
    {
        public void Dispose()
        {
            door.Free.Release();
            turns.Leave(code, door);
        }
    }
}
