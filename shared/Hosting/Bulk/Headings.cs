using System.Text;

namespace Traceability.Hosting.Bulk;

/// <summary>Compares headings and words as a person does: case, spaces, full width and what stands in brackets make no difference.</summary>
internal static class Headings
{
    /// <summary>A heading without all that makes no difference.</summary>
    public static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        var depth = 0;
        foreach (var letter in Narrow(heading))
        {
            depth += letter is '(' or '[' or '【' ? 1 : 0;
            if (depth == 0 && char.IsLetterOrDigit(letter))
            {
                plain.Append(char.ToLowerInvariant(letter));
            }

            depth -= letter is ')' or ']' or '】' && depth > 0 ? 1 : 0;
        }

        return plain.ToString();
    }

    /// <summary>The text with full-width letters and digits as ordinary ones, without space around it.</summary>
    public static string Narrow(string text) => string.Create(text.Length, text, (narrow, wide) =>
    {
        for (var i = 0; i < wide.Length; i++)
        {
            narrow[i] = wide[i] switch
            {
                >= '！' and <= '～' => (char)(wide[i] - '！' + '!'),
                '\u3000' or '\u00a0' => ' ',
                var letter => letter,
            };
        }
    }).Trim();

    /// <summary>The one that is most like the heading: fewest letters to change.</summary>
    public static string Nearest(string heading, IEnumerable<string> candidates)
    {
        var plain = Plain(heading.Length <= 64 ? heading : heading[..64]);
        return candidates.MinBy(candidate => Distance(plain, Plain(candidate)))!;
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
