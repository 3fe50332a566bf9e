using System.Text;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>Finds out in which characters a text file is written: UTF-8, UTF-16 with a mark, or GB18030, which Excel writes in China.</summary>
internal static class Charsets
{
    private const int CodePageGb18030 = 54936;

    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads the whole file once and gives the characters in which all of it makes sense, or null where none do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="declared">What the sender says, or null.</param>
    public static Encoding? Of(string path, string? declared)
    {
        using var file = File.OpenRead(path);
        Span<byte> mark = stackalloc byte[2];
        if (file.ReadAtLeast(mark, 2, throwOnEndOfStream: false) == 2 && mark is [0xFF, 0xFE] or [0xFE, 0xFF])
        {
            return Strict(mark[0] == 0xFF ? "utf-16" : "utf-16BE");
        }

        Encoding?[] candidates = declared is null ? [Strict("utf-8"), Strict(CodePageGb18030)] : [ByName(declared)];
        return candidates.FirstOrDefault(candidate => candidate is not null && CanRead(file, candidate));
    }

    private static bool CanRead(FileStream file, Encoding encoding)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
        var buffer = new char[64 * 1024];
        try
        {
            while (reader.Read(buffer) > 0)
            {
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding? ByName(string name) => name.Trim('"').ToUpperInvariant() switch
    {
        "UTF-8" or "UTF8" or "US-ASCII" => Strict("utf-8"),
        "GB18030" or "GBK" or "GB2312" or "GB_2312-80" or "CP936" or "X-GBK" => Strict(CodePageGb18030),
        _ => null,
    };

    private static Encoding Strict(string name) => Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static Encoding Strict(int codePage) => Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
