using System.Text;

namespace Traceability.Hosting.Bulk.Files;

/// <summary>Reads lines without ever holding a longer one than a row can be.</summary>
internal static class Lines
{
    /// <summary>Longer lines are no rows.</summary>
    public const int LengthMax = 1024 * 1024;

    /// <summary>The lines of a text; null in place of one that is too long.</summary>
    public static IEnumerable<string?> Of(TextReader text)
    {
        var buffer = new char[32 * 1024];
        var line = new StringBuilder();
        var (isTooLong, afterReturn, isOpen) = (false, false, false);
        for (int count; (count = text.Read(buffer)) > 0;)
        {
            for (var at = 0; at < count;)
            {
                var length = buffer.AsSpan(at, count - at).IndexOfAny('\r', '\n');
                var part = length < 0 ? count - at : length;
                isTooLong |= line.Length + part > LengthMax;
                if (!isTooLong)
                {
                    line.Append(buffer, at, part);
                }

                at += part;
                isOpen |= part > 0;
                if (length < 0)
                {
                    break;
                }

                // The line feed of a pair belongs to the line that the return has ended.
                var isSecondOfPair = buffer[at] == '\n' && afterReturn && part == 0;
                afterReturn = buffer[at++] == '\r';
                if (isSecondOfPair)
                {
                    continue;
                }

                yield return isTooLong ? null : line.ToString();
                line.Clear();
                (isTooLong, isOpen) = (false, false);
            }

            afterReturn = buffer[count - 1] == '\r';
        }

        if (isOpen)
        {
            yield return isTooLong ? null : line.ToString();
        }
    }
}
