using System.Globalization;

namespace Traceability.Contracts;

/// <summary>Writes a number as ECMAScript's Number::toString does: the shortest digits that read back the same, laid out by their exponent.</summary>
internal static class CanonicalNumber
{
    public static string Of(double number)
    {
        if (number == 0)
        {
            return "0";
        }

        var sign = number < 0 ? "-" : "";
        var shortest = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture);
        var digits = Digits(shortest);
        var exponent = Exponent(shortest);
        return sign + exponent switch
        {
            >= 0 and < 21 when digits.Length <= exponent + 1 => digits + new string('0', exponent + 1 - digits.Length),
            >= 0 and < 21 => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
            < 0 and >= -6 => "0." + new string('0', -exponent - 1) + digits,
            _ => digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Digits(string shortest)
    {
        var mantissa = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).Trim('0');
        return mantissa.Length == 0 ? "0" : mantissa;
    }

    private static int Exponent(string shortest)
    {
        var parts = shortest.Split('E');
        var power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? parts[0] : parts[0][..point];
        if (whole.TrimStart('0').Length > 0)
        {
            return whole.Length - 1 + power;
        }

        var fraction = parts[0][(point + 1)..];
        return power - 1 - (fraction.Length - fraction.TrimStart('0').Length);
    }
}
