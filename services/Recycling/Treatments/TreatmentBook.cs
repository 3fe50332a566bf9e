using Traceability.Contracts.Parties;
using Traceability.Dossiers.Documents;

namespace Traceability.Recycling;

/// <summary>The treatments of this process.</summary>
public sealed class TreatmentBook(IDocumentStore store)
{
    internal const string Collection = "treatments";
    private const string UntoldTag = "untold";

    private readonly Documents<Treatment> documents = new(store, Collection, TagsOf);

    /// <summary>The treatment, or null where there is none.</summary>
    public async Task<Treatment?> Find(string id, CancellationToken cancellation) => (await documents.Find(id, cancellation))?.Value;

    /// <summary>Adds a treatment in which no battery ends, and which therefore needs no work order.</summary>
    /// <returns>False where there is one under the id.</returns>
    public Task<bool> Add(Treatment treatment, CancellationToken cancellation) => documents.Put(treatment.Id, 1, treatment, cancellation);

    /// <summary>What a party may read, by id; only with the flag, where one is given.</summary>
    public async Task<IReadOnlyList<Treatment>> List(Party reader, string? flag, string? after, int limit, CancellationToken cancellation) =>
        [.. (await documents.List(TagOf(Readership.TagFor(reader), flag), after, limit, cancellation)).Select(treatment => treatment.Value)];

    /// <summary>Treatments that are not counted yet or that the other services have not been told of.</summary>
    public async Task<IReadOnlyList<Treatment>> ListUntold(string? after, int limit, CancellationToken cancellation) =>
        [.. (await documents.List(UntoldTag, after, limit, cancellation)).Select(treatment => treatment.Value)];

    /// <summary>Notes that a treatment is counted and told.</summary>
    public Task MarkTold(string id, CancellationToken cancellation) =>
        documents.Change(id, treatment => treatment is { IsTold: not true } ? treatment with { IsTold = true } : null, cancellation);

    internal static IReadOnlyList<string> TagsOf(Treatment treatment)
    {
        var readers = Readership.Tags(treatment.Owner, treatment.Region);
        return
        [
            .. readers,
            .. treatment.Flags.Select(flag => flag.Code).Distinct().SelectMany(flag => readers.Select(reader => TagOf(reader, flag))),
            .. treatment.IsTold is true ? Array.Empty<string>() : [UntoldTag],
        ];
    }

    private static string TagOf(string reader, string? flag) => flag is null ? reader : $"{flag}/{reader}";
}
