using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Documents;

namespace Traceability.Parties;

/// <summary>
/// Sees to it that a vendor code is filed for one party only. As a store writes one document at a time, a code is claimed in a document
/// of its own before the party's is written. A claim that the party's document does not bear out was left by a crash or a lost
/// race, or the party has given the code up: after <see cref="ClaimHolds"/> it counts no longer.
/// </summary>
internal sealed class VendorCodes(IDocumentStore store, TimeProvider clock)
{
    private static readonly TimeSpan ClaimHolds = TimeSpan.FromMinutes(1);

    private readonly Documents<Claimed> claims = new(store, "vendor-codes", _ => []);

    /// <summary>Claims the codes for the party.</summary>
    /// <returns>Null where all are its own now, else the refusal for the first that is another's.</returns>
    public async Task<Refusal?> Claim(
        IEnumerable<string> codes, PartyId party, Func<PartyId, string, CancellationToken, Task<bool>> hasFiled, CancellationToken cancellation)
    {
        foreach (var code in codes)
        {
            if (await TakenBy(code, party, hasFiled, cancellation) is { } other)
            {
                return PartyRefusals.VendorCodeTaken.With(code, other).At("vendorCodes");
            }
        }

        return null;
    }

    private async Task<PartyId?> TakenBy(
        string code, PartyId party, Func<PartyId, string, CancellationToken, Task<bool>> hasFiled, CancellationToken cancellation)
    {
        while (true)
        {
            var claim = await claims.Find(code, cancellation);
            var now = clock.GetUtcNow();
            if (claim is { Value: var held } && held.Party != party
                && (now - held.Since < ClaimHolds || await hasFiled(held.Party, code, cancellation)))
            {
                return held.Party;
            }

            // Also a claim of its own is renewed, so that nobody takes it over while the party is being written.
            if (await claims.Put(code, (claim?.Version ?? 0) + 1, new(party, now), cancellation))
            {
                return null;
            }
        }
    }

    private sealed record Claimed(PartyId Party, DateTimeOffset Since);
}
