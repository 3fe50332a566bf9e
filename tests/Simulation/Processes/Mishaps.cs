namespace Traceability.Simulation.Processes;

/// <summary>What can go wrong with a call of a process to a store or a broker.</summary>
internal enum Mishap
{
    /// <summary>The process crashes, and nothing is done.</summary>
    CrashBefore,

    /// <summary>It is done, but the process crashes before it hears of it.</summary>
    CrashAfter,

    /// <summary>Nothing is done, and the process gets an error.</summary>
    FailBefore,

    /// <summary>It is done, but the process gets an error.</summary>
    FailAfter,
}

/// <summary>Counts the calls of one life of a process and strikes at one of them.</summary>
internal sealed class Mishaps
{
    private (int Calls, Mishap What, Action Strike)? armed;

    /// <summary>How often an error broke the connection, so that what is under way on it fails too.</summary>
    public int BrokenConnections { get; private set; }

    /// <summary>Lets something go wrong after so many more calls.</summary>
    public void Arm(int afterCalls, Mishap mishap, Action strike) => armed = (afterCalls, mishap, strike);

    /// <summary>From now on nothing goes wrong.</summary>
    public void Disarm() => armed = null;

    /// <summary>What goes wrong with the next call, and how it does.</summary>
    public (Mishap What, Action Strike)? Next()
    {
        if (armed is not var (left, mishap, strike))
        {
            return null;
        }

        armed = left > 0 ? (left - 1, mishap, strike) : null;
        return left > 0 ? null : (mishap, strike);
    }

    /// <summary>The connection breaks.</summary>
    public void Break() => BrokenConnections++;
}
