using System.Buffers;
using System.IO.Compression;
using Traceability.Contracts;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>
/// Unpacks a workbook once without keeping anything, so that none is read that becomes far larger inside, or that has a text no memory
/// should hold. What the file itself says of its sizes is not believed.
/// </summary>
internal static class XlsxGuard
{
    private const int PartsMax = 10_000;
    private const long Slack = 64L << 20;
    private const int TimesLargerMax = 200;

    // A cell holds at most 32,767 characters, each at most six bytes long as a text or twelve as an entity.
    private const int TextBytesMax = 512 * 1024;

    /// <summary>The refusal of a workbook that must not be read, or null.</summary>
    public static Refusal? Refuse(string path, long expandedMaxBytes)
    {
        using var file = File.OpenRead(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        var maxBytes = Math.Min(expandedMaxBytes, Slack + (file.Length * TimesLargerMax));
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            var left = maxBytes;
            foreach (var part in zip.Entries)
            {
                using var unpacked = part.Open();
                if (zip.Entries.Count > PartsMax || !Fits(unpacked, buffer, ref left))
                {
                    return BulkRefusals.FileExpandsTooFar.With(maxBytes, TextBytesMax);
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Fits(Stream unpacked, byte[] buffer, ref long left)
    {
        var run = 0;
        var isFirst = true;
        var isXml = true;
        for (int count; (count = unpacked.Read(buffer)) > 0;)
        {
            // Pictures and the like are never read.
            isXml = isFirst ? buffer[0] is (byte)'<' or 0xEF : isXml;
            isFirst = false;
            left -= count;
            if (left < 0 || (isXml && LongestText(buffer.AsSpan(0, count), ref run) > TextBytesMax))
            {
                return false;
            }
        }

        return true;
    }

    private static int LongestText(ReadOnlySpan<byte> xml, ref int run)
    {
        var longest = 0;
        for (int at; (at = xml.IndexOf((byte)'<')) >= 0; xml = xml[(at + 1)..])
        {
            longest = Math.Max(longest, run + at);
            run = 0;
        }

        run += xml.Length;
        return Math.Max(longest, run);
    }
}
