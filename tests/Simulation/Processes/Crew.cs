namespace Traceability.Simulation.Processes;

/// <summary>All processes of a history.</summary>
internal sealed class Crew(Chance chance, Truth truth)
{
    private readonly List<SimulatedProcess> processes = [];

    /// <summary>Whether nobody is down.</summary>
    public bool IsComplete => processes.TrueForAll(process => process.IsUp);

    /// <summary>All of them.</summary>
    public IReadOnlyList<SimulatedProcess> All => processes;

    /// <summary>Takes one on.</summary>
    public void Add(SimulatedProcess process) => processes.Add(process);

    /// <summary>Any process of a keeper that is up; null where none is.</summary>
    public SimulatedProcess? AnyOf(string keeper)
    {
        var up = processes.Where(process => process.Keeper == keeper && process.IsUp).ToList();
        return up.Count == 0 ? null : chance.Pick(up);
    }

    /// <summary>The process in the very life that has this address; null where that life is over.</summary>
    public SimulatedProcess? At(string address) => processes.Find(process => process.IsUp && process.Life.Address == address);

    /// <summary>Complains of a failure that nothing in the history explains.</summary>
    public void Expect(Exception? failure)
    {
        if (failure is not null and not IOException)
        {
            truth.Fail("unexpected exception", failure.ToString());
        }
    }
}
