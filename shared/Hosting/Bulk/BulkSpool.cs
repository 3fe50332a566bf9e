using Traceability.Contracts.Identifiers;

namespace Traceability.Hosting.Bulk;

/// <summary>Where files lie, and how much of the room each party takes.</summary>
internal sealed class BulkSpool(BulkSettings settings)
{
    // Else a party could fill the folder with empty files.
    private const long LeastBytes = 1 << 20;

    private readonly Dictionary<PartyId, long> bytesByParty = [];

    /// <summary>The most that a party may have here.</summary>
    public long PartyMaxBytes => settings.PartyMaxBytes;

    /// <summary>Where a file of this name lies.</summary>
    public string PathOf(string name) => Path.Combine(Directory.CreateDirectory(settings.Folder).FullName, name);

    /// <summary>Counts bytes that a party has here, or has no more.</summary>
    public void Count(PartyId party, long bytes)
    {
        lock (bytesByParty)
        {
            bytesByParty[party] = bytesByParty.GetValueOrDefault(party) + bytes;
        }
    }

    /// <summary>Removes an upload.</summary>
    public void Remove(Upload upload)
    {
        File.Delete(upload.File.Path);
        Count(upload.Party, -ChargeOf(upload.Bytes));
    }

    /// <summary>Removes what a process that was killed has left.</summary>
    /// <param name="isKnown">Whether a file belongs to a job.</param>
    public void RemoveOthers(Func<string, bool> isKnown)
    {
        foreach (var stray in Directory.EnumerateFiles(Directory.CreateDirectory(settings.Folder).FullName).Where(path => !isKnown(Path.GetFileName(path))))
        {
            File.Delete(stray);
        }
    }

    /// <summary>What a file of this length counts.</summary>
    public static long ChargeOf(long bytes) => Math.Max(bytes, LeastBytes);

    /// <summary>Counts bytes for a party, or gives false where it has too many.</summary>
    public bool TryCharge(PartyId party, long bytes)
    {
        lock (bytesByParty)
        {
            if (bytesByParty.GetValueOrDefault(party) + bytes > settings.PartyMaxBytes)
            {
                return false;
            }

            Count(party, bytes);
            return true;
        }
    }
}
