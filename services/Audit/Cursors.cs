using System.Buffers.Text;
using System.Text;
using Traceability.Contracts;
using Traceability.Hosting;

namespace Traceability.Audit;

/// <summary>Where a page ended, as a word that a caller gives back and need not understand.</summary>
internal static class Cursors
{
    private const char Separator = '\n';
    private const int LengthMax = 2000;

    private static readonly Phrase Changed = new("after must be the next of an earlier page, unchanged.");

    /// <summary>What is answered where it was changed.</summary>
    public static Refusal Refusal => HostingRefusals.MalformedParameter.With(Changed).At("after");

    /// <summary>The word for a place; no part of it holds a control character.</summary>
    public static string Of(params string[] parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, parts)));

    /// <summary>The parts of a word that was given back, or none where it is not one of so many parts.</summary>
    public static string[] Read(string cursor, int parts)
    {
        if (cursor.Length > LengthMax || !Base64Url.IsValid(cursor))
        {
            return [];
        }

        var read = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(Separator);
        return read.Length == parts ? read : [];
    }
}
