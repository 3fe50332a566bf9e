using System.Reflection;
using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class RefusalsOfIdentifiersTests
{
    private delegate Refusal? Parser(string? text);

    private static readonly Dictionary<string, (Parser Parse, string Text)> Examples = new()
    {
        ["identifier-missing"] = (Battery, ""),
        ["identifier-lower-case"] = (Battery, "gz9PE0100000A1G6K0000012"),
        ["battery-code-length"] = (Battery, "GZ9PE0100000A1G6K000001"),
        ["battery-code-scheme"] = (Battery, "gbt99999:X"),
        ["battery-code-body-length"] = (Battery, "other:"),
        ["battery-code-body-character"] = (Battery, "other:a/b"),
        ["battery-code-prefix-needless"] = (Battery, "other:GZ9PE0100000A1G6K0000012"),
        ["battery-code-character"] = (Battery, "GZ9XE0100000A1G6K0000012"),
        ["battery-code-date"] = (Battery, "GZ9PE0100000A1G2Y0000012"),
        ["battery-code-serial"] = (Battery, "GZ9PE0100000A1G6K0000000"),
        ["credit-code-length"] = (CreditCode, "91520115MA0TEXT12"),
        ["credit-code-character"] = (CreditCode, "91520115MA0TEXTI29"),
        ["credit-code-of-person"] = (CreditCode, "520102199003071236"),
        ["duns-length"] = (Duns, "12345678"),
        ["duns-character"] = (Duns, "12345678A"),
        ["party-id-length"] = (Party, "1234567890"),
        ["owner-reference-shape"] = (Owner, "owner-1"),
        ["owner-reference-character"] = (Owner, "owner-01k7f3q8w2m4n6p8r0t2v4x6zu"),
        ["holder-id-shape"] = (Holder, "somebody"),
        ["vin-length"] = (VinOf, "LZ9AB1CD8RG10000"),
        ["vin-character"] = (VinOf, "LZ9AB1CD8RG10000O"),
        ["vin-check-digit"] = (VinOf, "LZ9AB1CD7RG100001"),
        ["region-code-length"] = (Region, "5201"),
        ["region-code-character"] = (Region, "52010A"),
        ["region-code-province"] = (Region, "990000"),
        ["region-code-unknown"] = (Region, "520199"),
    };

    [Fact]
    public void Every_way_to_refuse_an_identifier_has_an_example() => Assert.Equal(
        typeof(IdentifierRefusals).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((RefusalKind)field.GetValue(null)!).Code).Order(),
        Examples.Keys.Order());

    [Fact]
    public void Every_example_is_refused_in_its_way() =>
        Assert.All(Examples, example => Assert.Equal(example.Key, example.Value.Parse(example.Value.Text)?.Kind.Code));

    private static Refusal? Battery(string? text) => BatteryCode.Parse(text, out _);

    private static Refusal? CreditCode(string? text) => UnifiedSocialCreditCode.Parse(text, out _);

    private static Refusal? Duns(string? text) => DunsNumber.Parse(text, out _);

    private static Refusal? Party(string? text) => PartyId.Parse(text, out _);

    private static Refusal? Owner(string? text) => OwnerReference.Parse(text, out _);

    private static Refusal? Holder(string? text) => HolderId.Parse(text, out _);

    private static Refusal? VinOf(string? text) => Vin.Parse(text, out _);

    private static Refusal? Region(string? text) => RegionCode.Parse(text, out _);
}
