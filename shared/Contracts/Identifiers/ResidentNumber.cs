using System.Globalization;

namespace Traceability.Contracts.Identifiers;

/// <summary>The number on a resident's identity card (公民身份号码, GB 11643-1999): recognised only to keep it out.</summary>
internal static class ResidentNumber
{
    private const string CheckCharacters = "10X98765432";
    private const int BirthDateStart = 6;
    private const int CheckPosition = 17;

    private static ReadOnlySpan<int> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Whether a text of 18 characters is 17 digits with a birth date among them and the check character that they call for.</summary>
    public static bool IsProbably(string text)
    {
        if (text.AsSpan(0, CheckPosition).ContainsAnyExceptInRange('0', '9')
            || !DateOnly.TryParseExact(text.AsSpan(BirthDateStart, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born)
            || born.Year is < 1900 or > 2099)
        {
            return false;
        }

        var sum = 0;
        for (var index = 0; index < CheckPosition; index++)
        {
            sum += (text[index] - '0') * Weights[index];
        }

        return text[CheckPosition] == CheckCharacters[sum % 11];
    }
}
