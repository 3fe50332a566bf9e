using Traceability.Contracts;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;

namespace Traceability.Recycling;

/// <summary>
/// What new batteries contain of lots (再生料使用). A citation is a use of the lot under the code of the battery: taken before the
/// dossier is opened, and kept or given back by what the dossier says afterwards.
/// </summary>
public sealed class LotCitations(LotTakings takings) : ILotCitations
{
    /// <inheritdoc/>
    public async Task<Outcome> Cite(LotCitation citation, Func<Task<Outcome>> record, CancellationToken cancellation)
    {
        List<CitedLot> cited =
        [
            .. citation.Contents.Index().GroupBy(
                content => content.Item.Lot,
                (lot, contents) => new CitedLot(lot, contents.Sum(content => content.Item.MassKg), $"recycledContent[{contents.First().Index}]"),
                StringComparer.Ordinal),
        ];
        return cited.Select(lot => Masses.Refuse(lot.MassKg, Masses.LotKgMax, $"{lot.Field}.massKg")).FirstOrDefault(flaw => flaw is not null) is { } flaw
            ? flaw
            : await takings.Wholly<Outcome>(
                citation.Battery.Value,
                [.. cited.Select(lot => lot.Lot)],
                (lot, number, now) => Decide(lot, cited[number], citation, now),
                refusal => refusal,
                _ => record(),
                cancellation);
    }

    /// <summary>Whether a battery may cite a lot: the use, that of an earlier request, or a refusal.</summary>
    public static LotTaking Decide(Lot? lot, CitedLot cited, LotCitation citation, DateTimeOffset now) =>
        LotRules.RefuseUnknown(lot, cited.Lot, citation.By) is { } unknown ? unknown.At($"{cited.Field}.lot")
        : lot!.Uses.FirstOrDefault(use => use.Id == citation.Battery.Value) is { } before ? before
        : (LotRules.RefuseUnlessOwner(lot, citation.By)?.At($"{cited.Field}.lot")
            ?? LotRules.RefuseEarly(lot, citation.OccurredAt)
            ?? LotRules.RefuseRest(lot, cited.MassKg)?.At($"{cited.Field}.massKg")) is { } refusal ? refusal
        : new LotUse
        {
            Id = citation.Battery.Value,
            Kind = LotUseKind.Cited,
            Battery = citation.Battery,
            MassKg = cited.MassKg,
            OccurredAt = TraceabilityJson.ToWholeMilliseconds(citation.OccurredAt),
            RecordedAt = TraceabilityJson.ToWholeMilliseconds(now),
        };
}

/// <summary>What a battery is said to contain of one lot.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="MassKg">How much altogether, in kilograms.</param>
/// <param name="Field">The member of the request that names it first.</param>
public sealed record CitedLot(string Lot, decimal MassKg, string Field);
