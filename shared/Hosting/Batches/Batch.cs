using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;

namespace Traceability.Hosting.Batches;

/// <summary>A request over one or many batteries: each line is done on its own and gets a result of its own.</summary>
/// <typeparam name="TCommand">What each line says.</typeparam>
public sealed record Batch<TCommand>
    where TCommand : IBatteryCommand
{
    /// <summary>1 to 1,000 lines, each about another battery.</summary>
    public required IReadOnlyList<Line<TCommand>> Batteries { get; init; }
}

/// <summary>What became of each line, in the order of the request.</summary>
public sealed record BatchResult : ILineResults
{
    /// <summary>One result per line.</summary>
    public required IReadOnlyList<LineResult> Results { get; init; }
}

/// <summary>An answer that has a result for each line.</summary>
public interface ILineResults
{
    /// <summary>One result per line.</summary>
    IReadOnlyList<LineResult> Results { get; }

    /// <summary>The transfer that the lines belong to, where they belong to one.</summary>
    string? Transfer => null;
}

/// <summary>What became of one line: a receipt or a problem.</summary>
public sealed record LineResult
{
    /// <summary>The battery, where the line could be read.</summary>
    public BatteryCode? Battery { get; init; }

    /// <summary>The receipt, where it was recorded.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>Why not, and what to do, where it was not.</summary>
    public ProblemDocument? Problem { get; init; }
}
