using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// Puts files on disk before anything is read from them: a client that sends and reads at the same time is not needed, a file of any
/// size takes no memory, and a job's file outlives the process. What a party has here is counted.
/// </summary>
internal sealed class BulkSpool(BulkSettings settings)
{
    // Else a party could fill the folder with empty files.
    private const long LeastCharge = 1 << 20;

    private readonly Dictionary<PartyId, long> bytesByParty = [];

    /// <summary>Where a file of this name lies.</summary>
    public string PathOf(string name) => Path.Combine(Directory.CreateDirectory(settings.Folder).FullName, name);

    /// <summary>Takes the file of a request, as the body or as the one file of a form.</summary>
    public async Task<(Upload? Upload, Refusal? Refusal)> Receive(HttpRequest request, PartyId party, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return (null, BulkRefusals.FileTypeUnknown.With(request.ContentType ?? "").At(HeaderNames.ContentType));
        }

        if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await Keep(request.Body, type, null, party, cancellation);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            return (null, BulkRefusals.FileUnreadable.With("the form names no boundary"));
        }

        return await ReceiveForm(new MultipartReader(boundary, request.Body), party, cancellation);
    }

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
        Count(upload.Party, -upload.Charged);
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
    public static long ChargeOf(long bytes) => Math.Max(bytes, LeastCharge);

    private async Task<(Upload?, Refusal?)> ReceiveForm(MultipartReader form, PartyId party, CancellationToken cancellation)
    {
        while (await NextSection(form, cancellation) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                return await Keep(section.Body, MediaTypeHeaderValue.TryParse(section.ContentType, out var type) ? type : null, file.FileName, party, cancellation);
            }
        }

        return (null, BulkRefusals.FileUnreadable.With("the form holds no file; send one in its field 'file'"));
    }

    private static async Task<MultipartSection?> NextSection(MultipartReader form, CancellationToken cancellation)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancellation);
        }
        catch (Exception broken) when (BreaksOff(broken))
        {
            return null;
        }
    }

    // Too large and too slow are said by the server in its own words.
    private static bool BreaksOff(Exception exception) => exception is InvalidDataException or IOException and not BadHttpRequestException;

    private async Task<(Upload?, Refusal?)> Keep(Stream body, MediaTypeHeaderValue? type, string? name, PartyId party, CancellationToken cancellation)
    {
        if (TypeOf(type, name) is not { } fileType)
        {
            return (null, BulkRefusals.FileTypeUnknown.With(type?.MediaType.ToString() ?? "").At(HeaderNames.ContentType));
        }

        var path = PathOf($"{Guid.NewGuid():N}.upload");
        var charged = LeastCharge;
        if (!TryCharge(party, charged))
        {
            return (null, BulkRefusals.FileSpaceExhausted.With(settings.PartyMaxBytes));
        }

        var isKept = false;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                var buffer = new byte[64 * 1024];
                for (int count; (count = await body.ReadAsync(buffer, cancellation)) > 0;)
                {
                    var more = Math.Max(0, file.Length + count - charged);
                    if (!TryCharge(party, more))
                    {
                        return (null, BulkRefusals.FileSpaceExhausted.With(settings.PartyMaxBytes));
                    }

                    charged += more;
                    hash.AppendData(buffer, 0, count);
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
                }

                file.Flush(flushToDisk: true);
            }

            isKept = true;
            return (new(new(path, fileType, type?.Charset.Value), party, new FileInfo(path).Length, charged, Convert.ToHexStringLower(hash.GetHashAndReset())), null);
        }
        finally
        {
            if (!isKept)
            {
                File.Delete(path);
                Count(party, -charged);
            }
        }
    }

    private bool TryCharge(PartyId party, long bytes)
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

    // Browsers name the type of a file as their system does, CSV often as that of old Excel files: its name says more.
    private static FileType? TypeOf(MediaTypeHeaderValue? type, string? name) =>
        Path.GetExtension(name)?.ToUpperInvariant() switch
        {
            ".CSV" or ".TSV" or ".TXT" => FileType.Csv,
            ".XLSX" => FileType.Xlsx,
            ".NDJSON" or ".JSONL" => FileType.Ndjson,
            _ => type?.MediaType.Value?.ToUpperInvariant() switch
            {
                "TEXT/CSV" or "APPLICATION/CSV" or "TEXT/TAB-SEPARATED-VALUES" => FileType.Csv,
                "APPLICATION/VND.OPENXMLFORMATS-OFFICEDOCUMENT.SPREADSHEETML.SHEET" => FileType.Xlsx,
                "APPLICATION/X-NDJSON" or "APPLICATION/NDJSON" or "APPLICATION/JSONL" => FileType.Ndjson,
                _ => null,
            },
        };
}

/// <summary>A file that was sent.</summary>
/// <param name="File">The file.</param>
/// <param name="Party">Who sent it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Charged">What it counts for the party.</param>
/// <param name="Sha256">Its hash.</param>
internal sealed record Upload(BulkFile File, PartyId Party, long Bytes, long Charged, string Sha256);
