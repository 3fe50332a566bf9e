using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;

namespace Traceability.Simulation.Stores;

/// <summary>The dossiers of one keeper, as they lie in its database: what is here survives every crash. Each method is one conditional write.</summary>
/// <param name="without">A check that is not made.</param>
internal sealed partial class DossierShelf(Check without = Check.None)
{
    private readonly SortedDictionary<string, Folder> folders = new(StringComparer.Ordinal);
    private readonly Dictionary<(PartyId Party, string Key), List<RememberedReceipt>> receipts = [];

    /// <summary>Told of entries that were added.</summary>
    public Action<SealedEntry> Added { get; set; } = _ => { };

    /// <summary>Told of dossiers that have changed.</summary>
    public Action<BatteryCode> Changed { get; set; } = _ => { };

    /// <summary>All dossiers, by code.</summary>
    public IEnumerable<Dossier> All => folders.Values.Select(folder => folder.Read());

    /// <summary>Whether nothing waits to be published or posted and nothing is claimed.</summary>
    public bool IsQuiet => folders.Values.All(folder => folder is { Unsent: null, UnpostedFrom: null, Dossier.Claim: null });

    public Dossier? Find(BatteryCode code) => FolderOf(code)?.Read();

    public bool Append(DossierAppend append)
    {
        var folder = FolderOf(append.Code);
        if (folder is null && append is { ExpectedSequence: 0, Claim: null })
        {
            folder = folders[append.Code.Value] = new(new() { Code = append.Code, Keeper = append.Keeper, Epoch = 1, Sequence = 0, Sent = 0 });
        }
        else if (folder is null || !MayAppend(folder.Dossier, append))
        {
            return false;
        }

        folder.Dossier = folder.Dossier with { Sequence = append.Standing.Sequence, Seal = append.Entries[^1].Seal, Standing = append.Standing, Claim = null };
        folder.Unsent ??= append.ExpectedSequence;
        folder.Entries.AddRange(append.Entries);
        if (append.Remember is { } remember)
        {
            Remember(remember);
        }

        append.Entries.ToList().ForEach(Added);
        Changed(append.Code);
        return true;
    }

    public bool Claim(BatteryCode code, string keeper, int expectedSequence, string workOrder)
    {
        var folder = FolderOf(code);
        if (folder is null && expectedSequence == 0)
        {
            folder = folders[code.Value] = new(new() { Code = code, Keeper = keeper, Epoch = 1, Sequence = 0, Sent = 0 });
        }
        else if (folder is null || folder.Dossier.Keeper != keeper || folder.Dossier.Sequence != expectedSequence
            || (folder.Dossier.Claim is { } claim && claim != workOrder))
        {
            return false;
        }

        folder.Dossier = folder.Dossier with { Claim = workOrder };
        Changed(code);
        return true;
    }

    public void Unclaim(BatteryCode code, string workOrder)
    {
        if (FolderOf(code) is not { } folder || folder.Dossier.Claim != workOrder)
        {
            return;
        }

        if (folder.Dossier is { Sequence: 0, Epoch: 1 })
        {
            folders.Remove(code.Value);
        }

        folder.Dossier = folder.Dossier with { Claim = null };
        Changed(code);
    }

    public RememberedReceipt? Recall(PartyId party, string key, BatteryCode battery) =>
        without != Check.IdempotencyKey && receipts.TryGetValue((party, key), out var known)
            ? known.FirstOrDefault(receipt => receipt.Receipt.Battery == battery) ?? known[0]
            : null;

    public IReadOnlyList<SealedEntry> Entries(BatteryCode code, int after) =>
        FolderOf(code) is { } folder ? [.. folder.Entries.Where(entry => entry.Entry.Sequence > after)] : [];

    public IReadOnlyList<(BatteryCode Code, int Sent)> Unsent(BatteryCode? after, int limit) =>
        [.. Above(after).Where(folder => folder.Unsent is not null).Take(limit).Select(folder => (folder.Dossier.Code, folder.Unsent!.Value))];

    public void MarkSent(IReadOnlyDictionary<BatteryCode, int> sent)
    {
        foreach (var (code, number) in sent)
        {
            if (FolderOf(code) is { Unsent: { } before } folder)
            {
                var isWhole = without == Check.SentNumber || folder.Entries.TrueForAll(entry => entry.Entry.Sequence <= number);
                folder.Unsent = isWhole ? null : Math.Max(before, number);
            }
        }
    }

    private bool MayAppend(Dossier stored, DossierAppend append) =>
        (without == Check.Keeper || stored.Keeper == append.Keeper)
        && (without == Check.ExpectedNumber || stored.Sequence == append.ExpectedSequence)
        && (without == Check.Claim || stored.Claim == append.Claim);

    private void Remember(RememberedReceipt remember)
    {
        if (!receipts.TryGetValue((remember.Party, remember.Key), out var known))
        {
            receipts[(remember.Party, remember.Key)] = known = [];
        }

        known.Add(remember);
    }

    private Folder? FolderOf(BatteryCode code) => folders.GetValueOrDefault(code.Value);

    private IEnumerable<Folder> Above(BatteryCode? after) =>
        folders.Where(folder => after is null || string.CompareOrdinal(folder.Key, after.Value.Value) > 0).Select(folder => folder.Value);

    private sealed class Folder(Dossier dossier)
    {
        public Dossier Dossier { get; set; } = dossier;

        public List<SealedEntry> Entries { get; } = [];

        public int? Unsent { get; set; }

        public string? UnpostedFrom { get; set; }

        public Dossier Read() => Dossier with { Sent = Unsent ?? Dossier.Sequence };
    }
}
