using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>
/// A region of China (行政区划代码, GB/T 2260): 6 digits, two each for province, prefecture and county. All of Guizhou is known
/// by name; of other provinces only the province itself. 100000 is the whole country.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<RegionCode>))]
public readonly record struct RegionCode : IIdentifier<RegionCode>
{
    private const int Length = 6;
    private const string CountryCode = "100000";

    /// <summary>For text that is known to be a region.</summary>
    internal RegionCode(string text) => Value = text;

    /// <summary>The whole country (中国).</summary>
    public static RegionCode Country { get; } = new(CountryCode);

    /// <inheritdoc/>
    public string Value => field ?? "";

    /// <summary>The Chinese name; null for prefectures and counties outside Guizhou.</summary>
    public string? Name => Value switch
    {
        "" => null,
        CountryCode => "中国",
        _ when Tier == RegionTier.Province => Provinces.NameOf(Value),
        _ => GuizhouRegions.NameOf(Value),
    };

    /// <summary>How large the region is; the zeros at the end tell.</summary>
    public RegionTier Tier => Value switch
    {
        CountryCode => RegionTier.Country,
        _ when Value.EndsWith("0000", StringComparison.Ordinal) => RegionTier.Province,
        _ when Value.EndsWith("00", StringComparison.Ordinal) => RegionTier.Prefecture,
        _ => RegionTier.County,
    };

    /// <summary>The province that it lies in or is; null for the whole country.</summary>
    public RegionCode? Province => Value is "" or CountryCode ? null : new(string.Concat(Value.AsSpan(0, 2), "0000"));

    /// <summary>The prefecture that it lies in or is; null for larger regions, and for counties that lie in none.</summary>
    public RegionCode? Prefecture =>
        Value.Length == 0 || Value.AsSpan(2, 2) is "00" ? null : new(string.Concat(Value.AsSpan(0, 4), "00"));

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out RegionCode identifier)
    {
        var refusal = FlawOf(text);
        identifier = refusal is null ? new(text!) : default;
        return refusal;
    }

    /// <summary>Whether the other region lies in this one or is the same.</summary>
    public bool Contains(RegionCode other) => Value.Length > 0 && other.Value.Length > 0 && Tier switch
    {
        RegionTier.Country => true,
        RegionTier.Province => other.Value.AsSpan().StartsWith(Value.AsSpan(0, 2)),
        RegionTier.Prefecture => other.Value.AsSpan().StartsWith(Value.AsSpan(0, 4)),
        _ => other == this,
    };

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field) =>
        GuizhouRegions.SuccessorOf(Value) is { } successor
            ? [IdentifierWarnings.RegionCodeHistoric.At(field, Value, Name, successor, successor.Name)]
            : [];

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static Refusal? FlawOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return IdentifierRefusals.Missing.With(IdentifierPhrases.RegionCode, IdentifierPhrases.SixDigits);
        }

        if (text.Length != Length)
        {
            return IdentifierRefusals.RegionCodeLength.With(Echo.Of(text), text.Length);
        }

        if (text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var index)
        {
            return IdentifierRefusals.RegionCodeCharacter.With(index + 1, Echo.At(text, index));
        }

        if (text == CountryCode)
        {
            return null;
        }

        if (Provinces.NameOf(text) is null)
        {
            return IdentifierRefusals.RegionCodeProvince.With(text, text[..2]);
        }

        return GuizhouRegions.Province.Contains(new(text)) && GuizhouRegions.NameOf(text) is null
            ? IdentifierRefusals.RegionCodeUnknown.With(text)
            : null;
    }
}
