using Traceability.Simulation.Network;
using Traceability.Simulation.Processes;

namespace Traceability.Simulation.Telling;

/// <summary>What is done in a history, and what goes wrong in it. Together with its luck it settles everything.</summary>
internal sealed record Plan
{
    /// <summary>From which it was made.</summary>
    public required int Seed { get; init; }

    /// <summary>Settles what the steps leave open: how long each thing takes, which message gets lost.</summary>
    public required int Luck { get; init; }

    /// <summary>How many processes each service has.</summary>
    public required IReadOnlyDictionary<string, int> Replicas { get; init; }

    /// <summary>What the network does to messages.</summary>
    public required NetworkFaults Faults { get; init; }

    /// <summary>What happens, by time.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    public override string ToString() => string.Join(
        '\n',
        [
            $"seed {Seed}, luck {Luck}, network: {Faults}, processes: {string.Join(", ", Replicas.Select(service => $"{service.Value} {service.Key}"))}",
            .. Steps.Select(step => $"{step.At.TotalMilliseconds,9:0.0} ms  {step}"),
        ]);
}

/// <summary>Something that happens in a history.</summary>
/// <param name="At">When.</param>
internal abstract record Step(TimeSpan At);

/// <summary>What a command does.</summary>
internal enum Deed
{
    /// <summary>Opens a dossier.</summary>
    Open,

    /// <summary>Records in a dossier what the service records.</summary>
    Record,

    /// <summary>Records in several dossiers, wholly or not at all.</summary>
    Together,

    /// <summary>Opens a dossier and records in others, wholly or not at all.</summary>
    Make,
}

/// <summary>A client sends a command.</summary>
internal sealed record Command(TimeSpan At, int Number, string Service, Deed Deed, IReadOnlyList<int> Batteries) : Step(At)
{
    /// <summary>Whether it carries an <c>Idempotency-Key</c>, so that the client repeats it when its fate is uncertain.</summary>
    public bool HasKey { get; init; }

    /// <summary>Whether the first answer gets lost.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>Whether it is sent twice at once.</summary>
    public bool IsSentTwice { get; init; }

    /// <summary>By which its entries are known: what they give as their rules.</summary>
    public string Name { get; } = $"command/{Number}";

    public override string ToString() => $"command {Number} to {Service}: {Deed} {string.Join(", ", Batteries)}"
        + (HasKey ? ", with a key" : "") + (LosesAnswer ? ", first answer lost" : "") + (IsSentTwice ? ", sent twice" : "");
}

/// <summary>Something goes wrong with a process.</summary>
internal sealed record Trouble(TimeSpan At, string Service, int Replica, int AfterCalls, Mishap What, TimeSpan DownFor) : Step(At)
{
    public override string ToString() => $"{Service}-{Replica}: {What} at call {AfterCalls + 1} from here"
        + (What is Mishap.CrashBefore or Mishap.CrashAfter ? $", up again after {DownFor.TotalMilliseconds:0} ms" : "");
}
