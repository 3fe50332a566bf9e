using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.WorkOrders;

namespace Traceability.Retirement;

/// <summary>A report as it is stored: with what tells a repetition of its request.</summary>
/// <param name="Report">What is shown.</param>
/// <param name="Idempotency">What the client sent to make a repetition harmless.</param>
public sealed record StoredScrapping(VehicleScrapping Report, Idempotency? Idempotency = null)
{
    /// <summary>The collection that reports lie in.</summary>
    public const string Collection = "vehicle-scrappings";

    /// <summary>The document that comes to be with the work order.</summary>
    public WorkOrderDocument Document() => WorkOrderDocument.Of(Collection, Report.Id, this, ScrappingBook.TagsOf(this));
}

/// <summary>The reports of scrapped vehicles.</summary>
public sealed class ScrappingBook(IDocumentStore store)
{
    private const string IncompletePrefix = "incomplete/";
    private readonly Documents<StoredScrapping> documents = new(store, StoredScrapping.Collection, TagsOf);

    /// <summary>The report, or null where there is none.</summary>
    public async Task<VehicleScrapping?> Find(string id, CancellationToken cancellation) => (await documents.Find(id, cancellation))?.Value.Report;

    /// <summary>Reports that carry the tag, by id.</summary>
    /// <param name="tag">A tag from <see cref="Readership"/>.</param>
    /// <param name="incompleteOnly">Only of vehicles that were incomplete.</param>
    /// <param name="after">Only ids above this one.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<VehicleScrapping>> List(string tag, bool incompleteOnly, string? after, int limit, CancellationToken cancellation) =>
        [.. (await documents.List(incompleteOnly ? IncompletePrefix + tag : tag, after, limit, cancellation)).Select(found => found.Value.Report)];

    /// <summary>Why a vehicle cannot be reported by this request, or null; a repetition of the request that reported it can.</summary>
    public async Task<Refusal?> RefuseSecond(Vin vin, PartyId dismantler, Idempotency? idempotency, CancellationToken cancellation)
    {
        if (idempotency is not null
            && await documents.List(KeyTag(dismantler, idempotency), null, 1, cancellation) is [var underKey] && underKey.Value.Idempotency != idempotency)
        {
            return DossierRefusals.IdempotencyKeyReused.With();
        }

        return await documents.Find(VehicleScrapping.IdOf(vin), cancellation) is { Value: { } first }
            && (idempotency is null || first.Report.Dismantler != dismantler || first.Idempotency != idempotency)
                ? RetirementRefusals.VehicleAlreadyScrapped.With(vin).At("vin")
                : null;
    }

    internal static IReadOnlyList<string> TagsOf(StoredScrapping scrapping)
    {
        var readers = Readership.Tags(scrapping.Report.Dismantler, scrapping.Report.Region);
        return
        [
            .. readers,
            .. scrapping.Report.Incomplete ? readers.Select(tag => IncompletePrefix + tag) : [],
            .. scrapping.Idempotency is { } idempotency ? [KeyTag(scrapping.Report.Dismantler, idempotency)] : Array.Empty<string>(),
        ];
    }

    private static string KeyTag(PartyId dismantler, Idempotency idempotency) => $"key:{dismantler}/{idempotency.Key}";
}
