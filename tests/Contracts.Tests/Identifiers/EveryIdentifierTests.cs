using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Traceability.Contracts.Identifiers;
using Xunit;

namespace Traceability.Contracts.Tests.Identifiers;

public sealed class BatteryCodeProperties() : EveryIdentifierTests<BatteryCode>(
    "001CB240000003B3C0221953", "GZ9PB01G6K0000012RP", "GZ9PE0100000A1G6K0000012RM", "gbt45565:A1B2C3D4-R-00017", "other:SN_2017.04-a");

public sealed class UnifiedSocialCreditCodeProperties() : EveryIdentifierTests<UnifiedSocialCreditCode>("91520115MA0TEXT129");

public sealed class DunsNumberProperties() : EveryIdentifierTests<DunsNumber>("150483782");

public sealed class PartyIdProperties() : EveryIdentifierTests<PartyId>("91520115MA0TEXT129", "150483782");

public sealed class OwnerReferenceProperties() : EveryIdentifierTests<OwnerReference>("owner-0123456789abcdefghjkmnpqrs");

public sealed class HolderIdProperties() : EveryIdentifierTests<HolderId>("150483782", "owner-0123456789abcdefghjkmnpqrs");

public sealed class VinProperties() : EveryIdentifierTests<Vin>("1M8GDM9AXKP042788", "LZ9AB1CD8RG100001");

public sealed class RegionCodeProperties() : EveryIdentifierTests<RegionCode>("520115", "440304", "100000");

/// <summary>What holds for every identifier, whatever is thrown at it.</summary>
/// <param name="valid">Texts that are identifiers; nearly valid ones are made from them.</param>
public abstract class EveryIdentifierTests<T>(params string[] valid)
    where T : struct, IIdentifier<T>
{
    private const int EchoLengthMax = 80;

    // Most characters come from the alphabets, so that flaws deep in the text are reached and some changes remain valid.
    private static readonly Gen<char> AnyCharacter =
        Gen.Frequency((6, Gen.Char["0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcz:-_. "]), (1, Gen.Char), (1, Gen.Char['\uD800', '\uDFFF']));

    private Gen<string> Valid => Gen.Int[0, valid.Length - 1].Select(index => valid[index]);

    private Gen<string> NearlyValid => Gen.Select(Valid, Gen.Int[0, 100], AnyCharacter, (text, position, character) =>
        text.Remove(position % text.Length, 1).Insert(position % text.Length, character.ToString()));

    private Gen<string> AnyText => Gen.Frequency((2, Gen.String), (1, Gen.String[AnyCharacter, 0, 200]), (4, NearlyValid), (1, Valid));

    [Fact]
    public void Any_text_is_either_read_or_refused_in_a_sentence_that_can_be_shown() => AnyText.Sample(text =>
    {
        if (T.Parse(text, out var identifier) is not { } refusal)
        {
            Assert.Equal(text, identifier.Value);
            return;
        }

        Assert.Equal(default, identifier);
        Assert.Equal(RefusalCategory.Malformed, refusal.Kind.Category);
        AssertCanBeShown(refusal.Detail);
        Assert.EndsWith(".", refusal.Detail, StringComparison.Ordinal);
    });

    [Fact]
    public void Whatever_is_read_is_written_back_unchanged() => AnyText.Sample(text =>
    {
        if (T.Parse(text, out var identifier) is not null)
        {
            return;
        }

        Assert.Equal(text, identifier.ToString());
        Assert.Equal(text, JsonDocument.Parse(JsonSerializer.Serialize(identifier)).RootElement.GetString());
        Assert.Equal(identifier, JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(identifier)));

        var asKey = new Dictionary<T, int> { [identifier] = 1 };
        Assert.Equal(asKey, JsonSerializer.Deserialize<Dictionary<T, int>>(JsonSerializer.Serialize(asKey)));
        Assert.All(identifier.Warnings("field"), warning => AssertCanBeShown(warning.Detail));
    });

    [Fact]
    public void A_long_text_is_not_repeated_in_full()
    {
        var detail = Reading.Refused<T>(new string('#', 1000)).Detail;

        Assert.InRange(detail.Count(character => character == '#'), 1, EchoLengthMax);
        Assert.Contains('…', detail);
    }

    [Fact]
    public void What_cannot_be_printed_is_replaced_when_it_is_repeated()
    {
        var bellReversalAndTwoHalves = "\u0007\u202E\uD83D" + new string('#', EchoLengthMax - 4) + "\U0001F50B";
        var detail = Reading.Refused<T>(bellReversalAndTwoHalves).Detail;

        AssertCanBeShown(detail);
        Assert.StartsWith("\"\uFFFD\uFFFD\uFFFD#", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_is_no_identifier(string? text) =>
        Assert.Same(IdentifierRefusals.Missing, Reading.Refused<T>(text).Kind);

    [Fact]
    public void A_space_at_the_end_is_a_flaw() => Assert.All(valid, text => Reading.Refused<T>(text + " "));

    [Fact]
    public void The_default_is_empty_and_harmless()
    {
        Assert.Equal("", default(T).ToString());
        Assert.Equal("", default(T).Value);
        Assert.Empty(default(T).Warnings("field"));
        Assert.All(typeof(T).GetProperties(), property => property.GetValue(default(T)));
    }

    [Fact]
    public void A_flawed_literal_throws_the_sentence_of_the_refusal() =>
        Assert.Equal(Reading.Refused<T>("?").Detail, Assert.Throws<FormatException>(() => IdentifierLiterals.Of<T>("?")).Message);

    [Fact]
    public void A_flawed_identifier_in_JSON_carries_its_refusal()
    {
        var thrown = Assert.Throws<MalformedIdentifierException>(() => JsonSerializer.Deserialize<T>("\"?\""));

        Assert.Equal(Reading.Refused<T>("?").Detail, thrown.Refusal.Detail);
    }

    private static void AssertCanBeShown(string sentence)
    {
        Assert.DoesNotContain(sentence, character =>
            char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format);

        // A stray half of a surrogate pair cannot be encoded.
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(sentence);
    }
}
