using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Simulation.Stores;

/// <content>Letting go of dossiers and taking them over.</content>
internal sealed partial class DossierShelf
{
    public bool Release(BatteryCode code, string keeper, int expectedSequence, string successor)
    {
        var folder = FolderOf(code);
        if (folder is null && expectedSequence == 0)
        {
            folder = folders[code.Value] = new(new() { Code = code, Keeper = keeper, Epoch = 1, Sequence = 0, Sent = 0 });
        }
        else if (folder is null || folder.Dossier.Keeper != keeper || folder.Dossier.Sequence != expectedSequence
            || (folder.Dossier.Claim is not null && without != Check.Claim))
        {
            return false;
        }

        folder.Dossier = folder.Dossier with { Keeper = successor, Epoch = folder.Dossier.Epoch + 1 };
        folder.UnpostedFrom = without == Check.Posting ? null : keeper;
        Changed(code);
        return true;
    }

    public bool Accept(HandOver handOver)
    {
        var folder = FolderOf(handOver.Battery);
        if (folder?.Dossier.Epoch >= handOver.Epoch && without != Check.Epoch)
        {
            return false;
        }

        var accepted = new Dossier
        {
            Code = handOver.Battery,
            Keeper = handOver.To,
            Epoch = handOver.Epoch,
            Sequence = handOver.Sequence,
            Seal = handOver.Seal,
            Standing = handOver.Standing,
            Sent = 0,
            Claim = folder?.Dossier.Claim,
        };
        if (folder is null)
        {
            folders[handOver.Battery.Value] = new(accepted);
        }
        else
        {
            folder.Dossier = accepted;
            folder.UnpostedFrom = null;
        }

        Changed(handOver.Battery);
        return true;
    }

    public IReadOnlyList<HandOver> Unposted(BatteryCode? after, int limit) =>
        [.. Above(after).Where(folder => folder.UnpostedFrom is not null).Take(limit).Select(folder => HandOverRules.Outgoing(folder.Dossier, folder.UnpostedFrom!))];

    public void MarkPosted(BatteryCode code, long epoch)
    {
        if (FolderOf(code) is { } folder && folder.Dossier.Epoch == epoch)
        {
            folder.UnpostedFrom = null;
        }
    }
}
