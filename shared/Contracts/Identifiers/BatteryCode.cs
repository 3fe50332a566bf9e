using System.Text.Json.Serialization;

namespace Traceability.Contracts.Identifiers;

/// <summary>
/// The code of a battery (电池编码), with its scheme. Text without a prefix is a GB/T 34014-2017 code; <c>gbt45565:</c> and
/// <c>other:</c> stand in front of codes of other schemes.
/// </summary>
[JsonConverter(typeof(IdentifierJsonConverter<BatteryCode>))]
public readonly record struct BatteryCode : IIdentifier<BatteryCode>
{
    private BatteryCode(string text) => Value = text;

    /// <inheritdoc/>
    public string Value => field ?? "";

    /// <summary>The rule by which the code was made.</summary>
    public BatteryCodeScheme Scheme => Value switch
    {
        _ when Value.StartsWith(PrefixedBatteryCode.GbT45565Prefix, StringComparison.Ordinal) => BatteryCodeScheme.GbT45565,
        _ when !IsGbT34014 => BatteryCodeScheme.Other,
        { Length: GbT34014.NewLength } => BatteryCodeScheme.GbT34014,
        _ => BatteryCodeScheme.GbT34014SecondLife,
    };

    /// <summary>Whether the code itself says that it names a second-life product; a code of an unknown scheme never does.</summary>
    public bool IsSecondLife => Scheme switch
    {
        BatteryCodeScheme.GbT34014SecondLife => true,
        BatteryCodeScheme.GbT45565 => PrefixedBatteryCode.IsMarkedAsReused(Value),
        _ => false,
    };

    /// <summary>Whether a battery may be registered under it; the older second-life form of 26 characters is read, but no longer given.</summary>
    public bool IsIssuable => Value.Length > 0 && !(IsGbT34014 && Value.Length == GbT34014.LegacySecondLifeLength);

    /// <summary>Who made it (厂商代码): three characters, given by the coding register; null outside GB/T 34014.</summary>
    public string? VendorCode => IsGbT34014 ? Value[..3] : null;

    /// <summary>Pack, module or cell (产品类型代码); null outside GB/T 34014.</summary>
    public BatteryLevel? Level => IsGbT34014 ? GbT34014.LevelOf(Value) : null;

    /// <summary>What it stores energy with (电池类型代码): B is LFP, E is NCM or NCA, Z is other; null outside GB/T 34014.</summary>
    public char? ChemistryLetter => IsGbT34014 ? Value[4] : null;

    /// <summary>The maker's own specification (规格代码): two characters; null outside GB/T 34014.</summary>
    public string? SpecificationCode => IsGbT34014 ? Value[5..7] : null;

    /// <summary>The maker's own tracing information (追溯信息代码): seven characters; second-life products and other schemes have none.</summary>
    public string? TraceCode => IsGbT34014 && Value.Length != GbT34014.SecondLifeLength ? Value[7..14] : null;

    /// <summary>The day of production (生产日期代码), between 2011 and 2040; null outside GB/T 34014.</summary>
    public DateOnly? ProducedOn => IsGbT34014 ? GbT34014.DateOf(Value) : null;

    /// <summary>Its number on the day of production (序列号): seven digits; null outside GB/T 34014.</summary>
    public string? SerialNumber => IsGbT34014 ? GbT34014.SerialOf(Value).ToString() : null;

    // A prefix contains a colon, which a GB/T 34014 code never has.
    private bool IsGbT34014 => Value.Length > 0 && !Value.Contains(':');

    /// <inheritdoc/>
    public static Refusal? Parse(string? text, out BatteryCode identifier)
    {
        identifier = default;
        if (string.IsNullOrEmpty(text))
        {
            return IdentifierRefusals.Missing.With(IdentifierPhrases.BatteryCode, IdentifierPhrases.OnBattery);
        }

        var colon = text.IndexOf(':');
        var refusal = colon < 0 ? GbT34014.FlawOf(text) : PrefixedBatteryCode.FlawOf(text, colon + 1);
        if (refusal is null)
        {
            identifier = new(text);
        }

        return refusal;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Warning> Warnings(string field) =>
        IsGbT34014 && GbT34014.AmbiguousLettersOf(Value) is { Count: > 0 } letters
            ? [IdentifierWarnings.BatteryCodeAmbiguousLetter.At(
                field, letters.Select(found => $"\"{found.Letter}\""), letters.Select(found => found.Position))]
            : [];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
