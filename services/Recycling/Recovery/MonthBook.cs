using System.Globalization;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;

namespace Traceability.Recycling;

/// <summary>What went through a recycler's hands in a month.</summary>
public sealed record RecoveryMonth
{
    /// <summary>The recycler.</summary>
    public required PartyId Owner { get; init; }

    /// <summary>The month, in Chinese time (<c>2026-10</c>).</summary>
    public required string Month { get; init; }

    /// <summary>What went through.</summary>
    public required RecoveryFlows Flows { get; init; }

    /// <summary>
    /// Treatments and shipments that are in the sum and may not know it yet: who counts them again after a crash finds them here.
    /// </summary>
    public IReadOnlyList<string> Pending { get; init; } = [];
}

/// <summary>
/// Sums by recycler and month, so that a balance never reads every treatment of a large one. Each cause is added once: it is added and
/// noted as pending by one write, then marked as counted where it lies itself, then forgotten here.
/// </summary>
public sealed class MonthBook(IDocumentStore store)
{
    private const int PageSize = 200;

    private readonly Documents<RecoveryMonth> documents = new(store, "recovery-months", month => [TagOf(month.Owner)]);

    /// <summary>Adds to a month what it does not hold yet.</summary>
    /// <param name="owner">The recycler.</param>
    /// <param name="occurredAt">A moment in the month.</param>
    /// <param name="cause">The treatment or shipment; whoever calls knows that it is not marked as counted.</param>
    /// <param name="flows">What to add.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task Add(PartyId owner, DateTimeOffset occurredAt, string cause, RecoveryFlows flows, CancellationToken cancellation) => documents.Change(
        IdOf(owner, occurredAt),
        month => month?.Pending.Contains(cause) is true ? null : new()
        {
            Owner = owner,
            Month = MonthOf(occurredAt),
            Flows = (month?.Flows ?? new()) + flows,
            Pending = [.. month?.Pending ?? [], cause],
        },
        cancellation);

    /// <summary>Forgets a cause that has been marked as counted.</summary>
    public Task Forget(PartyId owner, DateTimeOffset occurredAt, string cause, CancellationToken cancellation) => documents.Change(
        IdOf(owner, occurredAt),
        month => month?.Pending.Contains(cause) is true ? month with { Pending = [.. month.Pending.Where(pending => pending != cause)] } : null,
        cancellation);

    /// <summary>All months of a recycler, the oldest first.</summary>
    public async Task<IReadOnlyList<RecoveryMonth>> List(PartyId owner, CancellationToken cancellation)
    {
        var months = new List<RecoveryMonth>();
        string? after = null;
        IReadOnlyList<Versioned<RecoveryMonth>> page;
        do
        {
            page = await documents.List(TagOf(owner), after, PageSize, cancellation);
            months.AddRange(page.Select(month => month.Value));
            after = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == PageSize);

        return months;
    }

    /// <summary>The month of a moment, in Chinese time.</summary>
    public static string MonthOf(DateTimeOffset instant) => ChinaTime.Day(instant).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string IdOf(PartyId owner, DateTimeOffset occurredAt) => $"{owner}/{MonthOf(occurredAt)}";

    private static string TagOf(PartyId owner) => $"owner:{owner}";
}
