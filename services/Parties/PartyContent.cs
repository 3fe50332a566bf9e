using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Parties;

/// <summary>What an administrator says of a party, when it is registered and when it changes.</summary>
public interface IPartyContent
{
    /// <summary>Registered name, as on its licence.</summary>
    string Name { get; }

    /// <summary>What the party may do.</summary>
    IReadOnlyList<PartyRole> Roles { get; }

    /// <summary>Where it is established; for a regulator, the region that it supervises.</summary>
    RegionCode Region { get; }

    /// <summary>Vendor codes filed for it.</summary>
    IReadOnlyList<string> VendorCodes { get; }

    /// <summary>Its approvals and licences.</summary>
    IReadOnlyList<Permit> Permits { get; }
}

/// <summary>The rules for the content of a party.</summary>
public static class PartyContent
{
    private const int NameLengthMax = 200;
    private const int PermitNumberLengthMax = 100;
    private const int ItemsMax = 100;

    /// <summary>What is wrong with the content, or null.</summary>
    public static Refusal? Check(IPartyContent content) =>
        CheckName(content.Name) ?? CheckRoles(content.Roles) ?? CheckVendorCodes(content.VendorCodes) ?? CheckPermits(content.Permits);

    /// <summary>The party with this content.</summary>
    public static Party Of(IPartyContent content, PartyId id, long version, Suspension? suspension) => new()
    {
        Id = id,
        Name = content.Name,
        Roles = [.. content.Roles.Distinct()],
        Region = content.Region,
        VendorCodes = [.. content.VendorCodes.Distinct()],
        Permits = content.Permits,
        Suspension = suspension,
        Version = version,
    };

    /// <summary>Whether a text can be shown as a name or sentence: neither blank nor too long.</summary>
    internal static bool IsText(string? text, int lengthMax) =>
        text is { Length: > 0 } && text.Length <= lengthMax && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && !text.Any(char.IsControl);

    private static Refusal? CheckName(string name) =>
        IsText(name, NameLengthMax) ? null : PartyRefusals.NameMalformed.With(NameLengthMax).At("name");

    private static Refusal? CheckRoles(IReadOnlyList<PartyRole> roles)
    {
        if (roles.Count == 0)
        {
            return PartyRefusals.RolesMissing.With().At("roles");
        }

        var isAlone = roles.Distinct().Count() == 1;
        return !isAlone && roles.Any(role => role is PartyRole.Regulator or PartyRole.Administrator)
            ? PartyRefusals.RolesExclusive.With().At("roles")
            : null;
    }

    private static Refusal? CheckVendorCodes(IReadOnlyList<string> codes)
    {
        if (codes.Count > ItemsMax)
        {
            return PartyRefusals.TooManyItems.With(ItemsMax).At("vendorCodes");
        }

        var malformed = codes.Select((code, index) => (code, index)).Where(item => !IsVendorCode(item.code)).ToList();
        return malformed is [var (code, index), ..] ? PartyRefusals.VendorCodeMalformed.With(code).At($"vendorCodes[{index}]") : null;
    }

    private static Refusal? CheckPermits(IReadOnlyList<Permit> permits) => permits.Count > ItemsMax
        ? PartyRefusals.TooManyItems.With(ItemsMax).At("permits")
        : permits.Select(CheckPermit).FirstOrDefault(refusal => refusal is not null);

    // JSON can hold null among the items of a list, whatever the type says.
    private static Refusal? CheckPermit(Permit? permit, int index) => permit switch
    {
        null => PartyRefusals.PermitMalformed.With(PermitNumberLengthMax).At($"permits[{index}]"),
        _ when !IsText(permit.Number, PermitNumberLengthMax) => PartyRefusals.PermitMalformed.With(PermitNumberLengthMax).At($"permits[{index}].number"),
        { ValidUntil: { } until } when until < permit.ValidFrom =>
            PartyRefusals.PermitDatesReversed.With(permit.ValidFrom, until).At($"permits[{index}].validUntil"),
        _ => null,
    };

    private static bool IsVendorCode(string? code) => code is { Length: 3 } && code.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));
}
