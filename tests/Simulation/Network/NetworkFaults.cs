namespace Traceability.Simulation.Network;

/// <summary>What the network does to messages.</summary>
[Flags]
internal enum NetworkFaults
{
    None = 0,

    /// <summary>Requests and answers get lost.</summary>
    Loses = 1,

    /// <summary>Messages come twice, the second time perhaps much later.</summary>
    Doubles = 2,

    /// <summary>Messages take up to seconds.</summary>
    Delays = 4,

    /// <summary>Audit gets entries in any order.</summary>
    Reorders = 8,
}
