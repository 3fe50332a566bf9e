using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Hosting.Bulk.Files;

namespace Traceability.Hosting.Bulk;

/// <summary>
/// Puts what is sent on disk before anything is read from it: a client need not read while it sends, a file of any size takes no
/// memory, and a job's file outlives the process.
/// </summary>
internal sealed class Uploads(BulkSpool spool)
{
    // RFC 2046, section 5.1.1.
    private const int BoundaryLengthMax = 70;

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
        if (boundary is not { Length: >= 1 and <= BoundaryLengthMax })
        {
            return (null, BulkRefusals.FileUnreadable.With(BulkPhrases.NoBoundary));
        }

        return await ReceiveForm(new MultipartReader(boundary, request.Body), party, cancellation);
    }

    private async Task<(Upload?, Refusal?)> ReceiveForm(MultipartReader form, PartyId party, CancellationToken cancellation)
    {
        var (upload, refusal) = await NextFile(form, null, party, cancellation);
        if (upload is null || refusal is not null)
        {
            return (null, refusal ?? BulkRefusals.FileUnreadable.With(BulkPhrases.NoFile));
        }

        // What comes behind it is looked at before anything is recorded: nobody shall believe that a second file was.
        var isKept = false;
        try
        {
            (_, refusal) = await NextFile(form, upload, party, cancellation);
            isKept = refusal is null;
            return isKept ? (upload, null) : (null, refusal);
        }
        finally
        {
            if (!isKept)
            {
                spool.Remove(upload);
            }
        }
    }

    private async Task<(Upload?, Refusal?)> NextFile(MultipartReader form, Upload? before, PartyId party, CancellationToken cancellation)
    {
        while (true)
        {
            var (section, isBroken) = await NextSection(form, cancellation);
            if (section is null)
            {
                return (null, isBroken ? BulkRefusals.FileUnreadable.With(BulkPhrases.FormBroken) : null);
            }

            // A browser sends a field in which no file was chosen as one without a name.
            if (section.AsFileSection() is { FileName: { Length: > 0 } name })
            {
                return before is not null
                    ? (null, BulkRefusals.FileUnreadable.With(BulkPhrases.SeveralFiles))
                    : await Keep(section.Body, MediaTypeHeaderValue.TryParse(section.ContentType, out var type) ? type : null, name, party, cancellation);
            }
        }
    }

    private static async Task<(MultipartSection? Section, bool IsBroken)> NextSection(MultipartReader form, CancellationToken cancellation)
    {
        try
        {
            return (await form.ReadNextSectionAsync(cancellation), false);
        }
        catch (Exception broken) when (BreaksOff(broken))
        {
            return (null, true);
        }
    }

    // Null where the form breaks off.
    private static async Task<int?> ReadPart(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation);
        }
        catch (Exception broken) when (BreaksOff(broken))
        {
            return null;
        }
    }

    // Too large and too slow are said by the server in its own words.
    private static bool BreaksOff(Exception exception) => exception is InvalidDataException or IOException and not BadHttpRequestException;

    private async Task<(Upload?, Refusal?)> Keep(Stream body, MediaTypeHeaderValue? type, string? givenName, PartyId party, CancellationToken cancellation)
    {
        if (TypeOf(type, givenName) is not { } fileType)
        {
            return (null, BulkRefusals.FileTypeUnknown.With(type?.MediaType.ToString() ?? "").At(HeaderNames.ContentType));
        }

        var path = spool.NewPath();
        var name = Path.GetFileName(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (bytes, isKept) = (0L, false);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
            var buffer = new byte[64 * 1024];
            int? count;
            do
            {
                count = await ReadPart(body, buffer, cancellation);
                bytes += count ?? 0;
                if (count is null)
                {
                    return (null, BulkRefusals.FileUnreadable.With(BulkPhrases.FormBroken));
                }

                if (!spool.TryHold(party, name, bytes))
                {
                    return (null, BulkRefusals.FileSpaceExhausted.With(spool.PartyMaxBytes));
                }

                hash.AppendData(buffer, 0, count.Value);
                await file.WriteAsync(buffer.AsMemory(0, count.Value), cancellation);
            }
            while (count > 0);

            file.Flush(flushToDisk: true);
            isKept = true;
            return (new(new(path, fileType, type?.Charset.Value), party, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())), null);
        }
        finally
        {
            if (!isKept)
            {
                File.Delete(path);
                spool.Release(name);
            }
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
/// <param name="Sha256">Its hash.</param>
internal sealed record Upload(BulkFile File, PartyId Party, long Bytes, string Sha256)
{
    /// <summary>Under which name it counts.</summary>
    public string Name => Path.GetFileName(File.Path);
}
