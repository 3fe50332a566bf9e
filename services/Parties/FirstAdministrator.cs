using Microsoft.Extensions.Configuration;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Parties;

/// <summary>
/// Registers who runs the registry, as only an administrator can register anybody. Configured under <c>Operator</c>: <c>Party</c>
/// (DUNS <c>000000000</c>), <c>Name</c>, <c>Region</c> (<c>100000</c>) and <c>ClientSecret</c> (random).
/// </summary>
public sealed class FirstAdministrator(
    PartyStore parties, PartiesRelay relay, ClientSecrets secrets, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Registers the operator and a credential for it if there is no party at all; else does nothing.</summary>
    /// <returns>
    /// The credential, to be shown once; null where nothing was done, or where the secret was configured and need not be shown. The
    /// client id is then that of the party followed by <c>-1</c>.
    /// </returns>
    public async Task<IssuedCredential?> EnsureAsync(CancellationToken cancellation = default)
    {
        if ((await parties.List(null, 1, cancellation)).Count > 0)
        {
            return null;
        }

        var operated = configuration.GetSection("Operator");
        var configured = operated["ClientSecret"] is { Length: > 0 } chosen ? chosen : null;
        var secret = configured ?? ClientSecrets.Make();
        var party = new Party
        {
            Id = PartyId.Of(operated["Party"] ?? "000000000"),
            Name = operated["Name"] ?? "Registry operator",
            Roles = [PartyRole.Administrator],
            Region = RegionCode.Of(operated["Region"] ?? "100000"),
            Version = 1,
        };
        var first = IssueCredential.Issue(new() { Party = party }, secrets.Hash(secret), party.Id, clock.GetUtcNow());

        // Another process may have been first; then its secret is the one that counts.
        var outcome = await parties.Apply(party.Id, record => record ?? first, cancellation);
        await relay.Publish(outcome.Record);
        return configured is null && ReferenceEquals(outcome.Record, first) ? new(first.Credentials[0].ClientId, secret) : null;
    }
}
