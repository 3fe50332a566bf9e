using System.Text;
using CsCheck;

namespace Traceability.Fixtures.Fuzzing;

/// <summary>Texts that were right, with bytes changed. A sample that fails prints the seed that repeats it.</summary>
internal static class Mutated
{
    /// <summary>For how long a property is tried.</summary>
    public const int Seconds = 3;

    private const int EditsMax = 6;

    private static readonly byte[][] Pieces =
    [
        [0], [0xFF], [0xC0, 0xAF], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0x81], .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", ";", "\t", "\r", "<", ">", "&", "&#0;", "null", "true", "0", "-", "1e400", "1e-400", "12345678901234567890", "\\ud800",
            "\\u0000", "\\u202e", "\n", " ", "'", "#", "=", "中", "\"kind\":\"x\",", "\"seal\":null,", "\"sequence\":-1,", "\"\\ud800\":1,", "\"battery\":\"\\udc00\",",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "9999-12-31T23:59:59.9999999-14:00", "0001-01-01", "<v>-1</v>", "<v>2147483648</v>", "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        }.Select(text => Encoding.UTF8.GetBytes(text)),
    ];

    /// <summary>One of these, as it is.</summary>
    public static Gen<T> AnyOf<T>(IReadOnlyList<T> all) => Gen.Int[0, all.Count - 1].Select(index => all[index]);

    /// <summary>One of some texts, changed in a few places.</summary>
    public static Gen<byte[]> Of(params IReadOnlyList<byte[]> originals) => Gen.Select(
        AnyOf(originals),
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 12], Gen.Int[0, Pieces.Length - 1]).Array[1, EditsMax],
        (original, edits) => edits.Aggregate(original, Edited));

    private static byte[] Edited(byte[] bytes, (int Place, int Removed, int Piece) edit)
    {
        var start = edit.Place % (bytes.Length + 1);
        var end = Math.Min(bytes.Length, start + edit.Removed);
        return [.. bytes[..start], .. Pieces[edit.Piece], .. bytes[end..]];
    }
}
