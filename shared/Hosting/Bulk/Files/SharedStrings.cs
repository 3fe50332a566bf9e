using System.Text;
using System.Xml;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>
/// The texts that the cells of a workbook refer to by number: the first in memory, the others in a temporary file, so that a workbook
/// of any size takes the same memory.
/// </summary>
internal sealed class SharedStrings : IDisposable
{
    private const int CharactersInMemoryMax = 8 * 1024 * 1024;

    private readonly List<string> inMemory = [];
    private readonly FileStream texts;
    private readonly FileStream places;
    private long onDisk;

    private SharedStrings(string folder)
    {
        texts = Temporary(folder);
        places = Temporary(folder);
    }

    /// <summary>Reads the texts; none where the workbook has none.</summary>
    public static SharedStrings Read(Stream? xml, string folder)
    {
        var read = new SharedStrings(folder);
        if (xml is not null)
        {
            using var reader = XmlReader.Create(xml);
            read.Take(reader);
        }

        read.texts.Flush();
        read.places.Flush();
        return read;
    }

    /// <summary>The text of a number, or null where there is none.</summary>
    public string? this[int number] => number < 0 || number >= inMemory.Count + onDisk ? null
        : number < inMemory.Count ? inMemory[number]
        : OnDisk(number - inMemory.Count);

    /// <inheritdoc/>
    public void Dispose()
    {
        texts.Dispose();
        places.Dispose();
    }

    private void Take(XmlReader reader)
    {
        var characters = 0;
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                continue;
            }

            var text = XlsxText.Read(reader);
            if (characters + text.Length <= CharactersInMemoryMax && onDisk == 0)
            {
                characters += text.Length + 16;
                inMemory.Add(text);
            }
            else
            {
                places.Write(BitConverter.GetBytes(texts.Position));
                texts.Write(Encoding.UTF8.GetBytes(text));
                onDisk++;
            }
        }

        places.Write(BitConverter.GetBytes(texts.Position));
    }

    private string OnDisk(long number)
    {
        Span<byte> place = stackalloc byte[2 * sizeof(long)];
        RandomAccess.Read(places.SafeFileHandle, place, number * sizeof(long));
        var from = BitConverter.ToInt64(place);
        var text = new byte[BitConverter.ToInt64(place[sizeof(long)..]) - from];
        RandomAccess.Read(texts.SafeFileHandle, text, from);
        return Encoding.UTF8.GetString(text);
    }

    private static FileStream Temporary(string folder) => new(
        Path.Combine(folder, $"{Guid.NewGuid():N}.strings"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
}

/// <summary>Reads text in the XML of a workbook.</summary>
internal static class XlsxText
{
    /// <summary>All text in the element where the reader stands, without that of phonetic hints; the reader stands at its end then.</summary>
    public static string Read(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        string? first = null;
        StringBuilder? all = null;
        var (depth, isText) = (reader.Depth, false);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                isText = reader.LocalName == "t";
                if (reader.LocalName == "rPh")
                {
                    Pass(reader);
                }
            }
            else if (isText && reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
            {
                all ??= first is null ? null : new StringBuilder(first);
                all?.Append(reader.Value);
                first ??= reader.Value;
            }
        }

        return all?.ToString() ?? first ?? "";
    }

    // To the end of the element and not behind it, as XmlReader.Skip goes: the next one would be missed.
    private static void Pass(XmlReader reader)
    {
        var depth = reader.Depth;
        while (!reader.IsEmptyElement && reader.Read() && reader.Depth > depth)
        {
        }
    }
}
