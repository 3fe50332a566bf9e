using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;

namespace Traceability.Audit;

/// <summary>Who may read which dossier, and how long a reader waits for Audit to catch up.</summary>
public sealed class HistoryAccess(IHistoryStore histories, TimeProvider clock)
{
    private const int DepthMax = 3;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(20);

    /// <summary>Past and present holders and custodians, the maker, and regulators of a region that the battery has been in.</summary>
    public static bool MayRead(Standing standing, Party party) =>
        standing.Readers.Contains(party.Id)
        || (party.Is(PartyRole.Regulator) && standing.Regions.Any(party.Region.Contains));

    /// <summary>The standing, once Audit has that many entries, or why the party cannot see it.</summary>
    /// <param name="battery">Whose.</param>
    /// <param name="atLeast">How many entries Audit must have.</param>
    /// <param name="reader">Who wants to see it; null for what everybody may see.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<(Standing? Standing, Refusal? Refusal)> Open(BatteryCode battery, int atLeast, Party? reader, CancellationToken cancellation)
    {
        var standing = await CaughtUp(battery, atLeast, cancellation);
        return standing switch
        {
            null when atLeast <= 0 => (null, DossierRefusals.BatteryUnknown.With(battery)),
            null => (null, AuditRefusals.AuditBehind.With(0, battery, atLeast)),
            { } found when found.Sequence < atLeast => (null, AuditRefusals.AuditBehind.With(found.Sequence, battery, atLeast)),
            { } found when reader is not null && !await MayReadItOrItsWhole(found, reader, cancellation) =>
                (null, AuditRefusals.DossierNotYours.With(reader.Id, battery)),
            _ => (standing, null),
        };
    }

    private async Task<Standing?> CaughtUp(BatteryCode battery, int atLeast, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        var standing = await histories.Standing(battery, cancellation);
        while ((standing?.Sequence ?? 0) < atLeast && clock.GetElapsedTime(begun) < PatienceMax)
        {
            await Task.Delay(LookAgainAfter, clock, cancellation);
            standing = await histories.Standing(battery, cancellation);
        }

        return standing;
    }

    // Who holds a part is read from the whole, and so is who may read it.
    private async Task<bool> MayReadItOrItsWhole(Standing standing, Party reader, CancellationToken cancellation)
    {
        for (var depth = 0; depth < DepthMax; depth++)
        {
            if (MayRead(standing, reader))
            {
                return true;
            }

            if (standing.BuiltInto is not { } whole || await histories.Standing(whole, cancellation) is not { } wholeStanding)
            {
                return false;
            }

            standing = wholeStanding;
        }

        return false;
    }
}
