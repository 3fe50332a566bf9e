using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Xunit;

namespace Traceability.Contracts.Tests;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("arrays")]
    [InlineData("french")]
    [InlineData("structures")]
    [InlineData("unicode")]
    [InlineData("values")]
    [InlineData("weird")]
    public void A_published_example_becomes_the_published_bytes(string name)
    {
        var input = File.ReadAllBytes(PublicVectors.PathOf($"input/{name}.json"));
        var hexadecimal = File.ReadAllText(PublicVectors.PathOf($"outhex/{name}.txt"));

        var expected = Convert.FromHexString(string.Concat(hexadecimal.Where(char.IsAsciiHexDigit)));
        Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(CanonicalJson.Of(JsonDocument.Parse(input).RootElement)));
    }

    [Fact]
    public void Ten_thousand_published_numbers_are_written_as_ECMAScript_writes_them()
    {
        foreach (var line in File.ReadLines(PublicVectors.PathOf("es6-numbers-10000.txt")))
        {
            var bits = line[..line.IndexOf(',', StringComparison.Ordinal)];
            var number = BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

            Assert.Equal(line[(bits.Length + 1)..], Canonical(number.ToString("E16", CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("173.0", "173")]
    [InlineData("1.73e2", "173")]
    [InlineData("1e2", "100")]
    [InlineData("100", "100")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("-9007199254740992", "-9007199254740992")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.00000015", "1.5e-7")]
    [InlineData("59.70", "59.7")]
    public void A_number_has_one_form(string number, string expected) => Assert.Equal(expected, Canonical(number));

    [Fact]
    public void Every_control_character_has_its_escape_and_nothing_else_has_one()
    {
        var text = string.Concat(Enumerable.Range(0, 0x80).Select(code => (char)code)) + "\u0080\u2028/<电\U0001F50B";

        var canonical = Canonical(JsonSerializer.Serialize(text));

        Assert.StartsWith("\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f\\u0010", canonical, StringComparison.Ordinal);
        Assert.Contains("\\u001f !\\\"#$%&'()*+,-./0", canonical, StringComparison.Ordinal);
        Assert.EndsWith("[\\\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u007f\u0080\u2028/<电\U0001F50B\"", canonical, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_are_sorted_by_UTF16_code_unit() =>
        Assert.Equal("{\"B\":1,\"a\":2,\"\U0001F50B\":3,\"\uFB33\":4}", Canonical("{\"\uFB33\":4,\"\U0001F50B\":3,\"a\":2,\"B\":1}"));

    [Fact]
    public void Only_the_outermost_member_is_left_out() =>
        Assert.Equal("{\"data\":{\"seal\":1}}", Encoding.UTF8.GetString(
            CanonicalJson.Of(JsonDocument.Parse("""{ "seal": 2, "data": { "seal": 1 } }""").RootElement, without: "seal")));

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udfff\":1}")]
    [InlineData("1e400")]
    public void What_has_no_canonical_form_is_told_as_a_format_error(string json) =>
        Assert.Throws<FormatException>(() => Canonical(json));

    [Fact]
    public void Canonical_form_is_stable_and_does_not_depend_on_the_order_of_members() =>
        Gen.Dictionary(Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 5], Gen.Double[-1e9, 1e9])[0, 8].Sample(members =>
        {
            var forwards = Canonical(JsonSerializer.Serialize(members));
            var backwards = Canonical(JsonSerializer.Serialize(members.Reverse().ToDictionary()));

            Assert.Equal(forwards, backwards);
            Assert.Equal(forwards, Canonical(forwards));
            Assert.Equal(members.OrderBy(pair => pair.Key), JsonSerializer.Deserialize<Dictionary<string, double>>(forwards)!.OrderBy(pair => pair.Key));
        });

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(JsonDocument.Parse(json).RootElement));
}
