using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Traceability.Contracts.Identifiers;

namespace Traceability.Standalone.Sample;

/// <summary>Makes up codes of a valid form. Check characters are found by asking the parser, which knows how to reckon them.</summary>
internal static class SampleCodes
{
    private const string UsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const string OrganisationCheckCharacters = "0123456789X";
    private const string VinCheckDigits = "0123456789X";
    private const string BatteryDateAlphabet = "0123456789ABCDEFGHJKLMNPRSTVWXY";
    private const string VinYears = "ABCDEFGHJKLMNPRSTVWXY123456789";
    private const string OwnerAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    // The trace code (追溯信息代码) is the maker's own: here it says that the battery does not exist.
    private const string Trace = "SAMPLE0";

    /// <summary>The unified social credit code of a made-up organisation: <c>MADEM</c> and its number, with both check characters.</summary>
    /// <param name="department">Two characters: 91 for a company, 11 for an authority.</param>
    /// <param name="region">Where it is established.</param>
    /// <param name="number">Its number in the sample.</param>
    public static PartyId Uscc(string department, RegionCode region, int number)
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"{department}{region}MADEM{number:000}");
        return PartyId.Of((
            from organisationCheck in OrganisationCheckCharacters
            from check in UsccAlphabet
            let code = $"{stem}{organisationCheck}{check}"
            where UnifiedSocialCreditCode.Parse(code, out var parsed) is null && parsed.Warnings("id").Count == 0
            select code).First());
    }

    /// <summary>A GB/T 34014 code.</summary>
    public static BatteryCode Battery(string vendor, char level, char letter, string specification, DateOnly day, int serial) =>
        BatteryCode.Of(string.Create(CultureInfo.InvariantCulture, $"{vendor}{level}{letter}{specification}{Trace}{DateCode(day)}{serial:0000000}"));

    /// <summary>The GB/T 34014 code of a second-life pack.</summary>
    public static BatteryCode Product(string vendor, char letter, string specification, DateOnly day, int serial) =>
        BatteryCode.Of(string.Create(CultureInfo.InvariantCulture, $"{vendor}P{letter}{specification}{DateCode(day)}{serial:0000000}RP"));

    /// <summary>The number of a made-up vehicle: maker <c>LSP</c>.</summary>
    public static Vin Vin(int modelYear, int serial)
    {
        var end = string.Create(CultureInfo.InvariantCulture, $"{VinYears[(modelYear - 2010) % VinYears.Length]}G{serial:000000}");
        foreach (var check in VinCheckDigits)
        {
            if (Contracts.Identifiers.Vin.Parse($"LSPEV{serial % 9 + 1}AA{check}{end}", out var vin) is null)
            {
                return vin;
            }
        }

        throw new InvalidOperationException("One of the check digits is right.");
    }

    /// <summary>A reference to a private owner that the sample can draw again; nobody stands behind it.</summary>
    public static OwnerReference Owner(BatteryCode first) => OwnerReference.Of(
        $"owner-{string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(first.Value)).Take(26).Select(octet => OwnerAlphabet[octet % 32]))}");

    private static string DateCode(DateOnly day) =>
        $"{BatteryDateAlphabet[day.Year - 2010]}{BatteryDateAlphabet[day.Month]}{BatteryDateAlphabet[day.Day % 31]}";
}
