using System.Text;
using System.Text.Json;
using CsCheck;
using Traceability.Contracts.Entries;
using Xunit;

namespace Traceability.Contracts.Tests;

/// <summary>Records are sealed in one go and read without a second look where they are canonical: always with the bytes of the long way.</summary>
public sealed class CanonicalRecordTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 20],
        Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 20],
        Gen.String[Gen.Char[' ', '~'], 0, 5].Select(text => text + "\U0001F50B\"\\/<>&'+\u007f\u2028\t"));

    private static readonly Gen<decimal> Numbers = Gen.OneOf(
        Gen.Int[-1_000_000, 1_000_000].Select(Gen.Int[0, 9], (digits, scale) => new decimal(Math.Abs(digits), 0, 0, digits < 0, (byte)scale)),
        Gen.Long[0, 999_999_999_999_999].Select(Gen.Int[0, 28], (digits, scale) => new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)scale)));

    [Fact]
    public void An_entry_is_sealed_with_the_seal_and_the_bytes_of_the_long_way() => Gen.Select(Texts, Numbers, Numbers).Sample((text, number, other) =>
    {
        var nameplate = Lives.Plate with { Model = text, MassKg = number, CapacityAh = other };
        var entry = Lives.Entry(new BatteryCorrected { Corrects = 1, Reason = text, Nameplate = nameplate }, 2);

        var closed = SealedEntry.Close(entry);

        Assert.Equal(Seal.Over(Element(entry)), closed.Seal);
        Assert.Equal(Text(CanonicalJson.Of(Element(closed.Entry))), Text(closed.Utf8Json.Span));
        Assert.True(closed.SealHolds());
        Assert.True(SealedEntry.Read(closed.Utf8Json).SealHolds());
    });

    [Fact]
    public void A_record_has_the_bytes_of_the_long_way() => Gen.Select(Texts, Numbers).Sample((text, number) =>
    {
        var standing = Lives.Standing(Lives.Registered, Lives.Offered)! with { Treatment = text, Nameplate = Lives.Plate with { VoltageV = number } };

        Assert.Equal(Text(CanonicalJson.Of(Element(standing))), Text(CanonicalJson.OfRecord(standing)));
    });

    [Theory]
    [InlineData("339.2", "339.20")]
    [InlineData("339.2", "3392e-1")]
    [InlineData("339.2", "3.392E2")]
    [InlineData("\"sequence\":", "\"sequence\": ")]
    [InlineData("\"sequence\":", " \"sequence\":")]
    [InlineData("\"sequence\":", "\n\"sequence\"\t:")]
    [InlineData("{\"battery\":", " {\"battery\":")]
    [InlineData("\"battery-received\"", "\"battery\\u002dreceived\"")]
    [InlineData("\"kind\":\"battery-received\",", "\"\\u006bind\":\"battery-received\",")]
    public void However_the_same_entry_is_written_its_seal_holds(string canonical, string other)
    {
        var text = Golden.Text(Golden.Read("battery-received"));
        Assert.Contains(canonical, text, StringComparison.Ordinal);

        Assert.True(SealedEntry.Read(Encoding.UTF8.GetBytes(text.Replace(canonical, other, StringComparison.Ordinal))).SealHolds());
        Assert.True(SealedEntry.Read(Encoding.UTF8.GetBytes(text + "\n")).SealHolds());
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("0.0", "0")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1234567890123456", "1234567890123456")]
    public void A_member_of_a_later_version_may_be_any_number(string written, string canonical)
    {
        var text = Golden.Text(Golden.Read("battery-received")).Replace("\"kind\":", $"\"gist\":{canonical},\"kind\":", StringComparison.Ordinal);
        var sealedText = text.Replace(
            JsonDocument.Parse(text).RootElement.GetProperty("seal").GetString()!, Seal.Over(JsonDocument.Parse(text).RootElement).Value, StringComparison.Ordinal);

        Assert.True(SealedEntry.Read(Encoding.UTF8.GetBytes(sealedText)).SealHolds());
        Assert.True(SealedEntry.Read(Encoding.UTF8.GetBytes(sealedText.Replace($"\"gist\":{canonical}", $"\"gist\":{written}", StringComparison.Ordinal))).SealHolds());
        Assert.False(SealedEntry.Read(Encoding.UTF8.GetBytes(sealedText.Replace($"\"gist\":{canonical}", "\"gist\":7", StringComparison.Ordinal))).SealHolds());
    }

    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, TraceabilityJson.Options);

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
