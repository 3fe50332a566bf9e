using Traceability.Contracts.Identifiers;

namespace Traceability.Hosting.Bulk;

/// <summary>Where files lie, and how much of the room each party takes.</summary>
internal sealed class BulkSpool(BulkSettings settings)
{
    // Else a party could fill the folder with empty files.
    private const long LeastBytes = 1 << 20;

    private readonly Dictionary<string, (PartyId Party, long Bytes)> held = new(StringComparer.Ordinal);
    private readonly Dictionary<PartyId, long> bytesByParty = [];

    /// <summary>The most that a party may have here.</summary>
    public long PartyMaxBytes => settings.PartyMaxBytes;

    /// <summary>Where a file of this name lies.</summary>
    public string PathOf(string name) => Path.Combine(Directory.CreateDirectory(settings.Folder).FullName, name);

    /// <summary>Where a new file lies that is gone after a request, or after the next start.</summary>
    public string NewPath() => PathOf($"{Guid.NewGuid():N}.upload");

    /// <summary>Counts for a party what lies here under a name, instead of what it counted before; false, with nothing changed, where that is too much.</summary>
    public bool TryHold(PartyId party, string name, long bytes)
    {
        lock (held)
        {
            var more = ChargeOf(bytes) - held.GetValueOrDefault(name).Bytes;
            if (bytesByParty.GetValueOrDefault(party) + more > settings.PartyMaxBytes)
            {
                return false;
            }

            Hold(party, name, bytes);
            return true;
        }
    }

    /// <summary>Counts for a party what lies here under a name, instead of what it counted before.</summary>
    public void Hold(PartyId party, string name, long bytes)
    {
        lock (held)
        {
            Release(name);
            held[name] = (party, ChargeOf(bytes));
            bytesByParty[party] = bytesByParty.GetValueOrDefault(party) + ChargeOf(bytes);
        }
    }

    /// <summary>Counts it no more.</summary>
    public void Release(string name)
    {
        lock (held)
        {
            if (held.Remove(name, out var gone))
            {
                bytesByParty[gone.Party] -= gone.Bytes;
            }
        }
    }

    /// <summary>What a party has here.</summary>
    public long BytesOf(PartyId party)
    {
        lock (held)
        {
            return bytesByParty.GetValueOrDefault(party);
        }
    }

    /// <summary>Removes an upload, wherever it has come to lie.</summary>
    public void Remove(Upload upload)
    {
        File.Delete(upload.File.Path);
        Release(upload.Name);
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

    private static long ChargeOf(long bytes) => Math.Max(bytes, LeastBytes);
}
