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
            return (null, BulkRefusals.FileUnreadable.With(BulkPhrases.NoBoundary));
        }

        return await ReceiveForm(new MultipartReader(boundary, request.Body), party, cancellation);
    }

    private async Task<(Upload?, Refusal?)> ReceiveForm(MultipartReader form, PartyId party, CancellationToken cancellation)
    {
        while (await NextSection(form, cancellation) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                return await Keep(section.Body, MediaTypeHeaderValue.TryParse(section.ContentType, out var type) ? type : null, file.FileName, party, cancellation);
            }
        }

        return (null, BulkRefusals.FileUnreadable.With(BulkPhrases.NoFile));
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

    private async Task<(Upload?, Refusal?)> Keep(Stream body, MediaTypeHeaderValue? type, string? name, PartyId party, CancellationToken cancellation)
    {
        if (TypeOf(type, name) is not { } fileType)
        {
            return (null, BulkRefusals.FileTypeUnknown.With(type?.MediaType.ToString() ?? "").At(HeaderNames.ContentType));
        }

        var path = spool.PathOf($"{Guid.NewGuid():N}.upload");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (bytes, charged, isKept) = (0L, 0L, false);
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

                if (!spool.TryCharge(party, BulkSpool.ChargeOf(bytes) - charged))
                {
                    return (null, BulkRefusals.FileSpaceExhausted.With(spool.PartyMaxBytes));
                }

                charged = BulkSpool.ChargeOf(bytes);
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
                spool.Count(party, -charged);
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
internal sealed record Upload(BulkFile File, PartyId Party, long Bytes, string Sha256);
