using System.Text.Json;
using Xunit;

namespace Traceability.Contracts.Tests;

public sealed class TraceabilityJsonTests
{
    [Theory]
    [InlineData("123456789012345", 123456789012345)]
    [InlineData("0.5000", 0.5)]
    [InlineData("1.5e2", 150)]
    [InlineData("1e15", 1e15)]
    [InlineData("-12.5", -12.5)]
    [InlineData("0.000", 0)]
    public void A_number_of_at_most_15_significant_digits_is_read(string json, double expected) =>
        Assert.Equal((decimal)expected, Read<decimal>(json));

    [Theory]
    [InlineData("1234567890123456")]
    [InlineData("0.1234567890123456")]
    [InlineData("1.0000000000000000000000000000000001")]
    [InlineData("1e-30")]
    [InlineData("1.5e-28")]
    [InlineData("1e29")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    public void A_number_that_another_language_would_read_differently_is_refused(string json) =>
        Assert.Contains("15 significant digits", Assert.ThrowsAny<JsonException>(() => Read<decimal>(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_number_that_could_not_be_read_back_is_not_written() =>
        Assert.Contains("round it", Assert.Throws<JsonException>(() => JsonSerializer.Serialize(1m / 3m, TraceabilityJson.Options)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-10-08T02:11:00Z", "2026-10-08T02:11:00.000Z")]
    [InlineData("2026-10-08T10:11:00+08:00", "2026-10-08T02:11:00.000Z")]
    [InlineData("2026-10-08T02:11:00.1239999Z", "2026-10-08T02:11:00.123Z")]
    public void An_instant_is_written_in_UTC_with_whole_milliseconds(string given, string written) =>
        Assert.Equal($"\"{written}\"", JsonSerializer.Serialize(Read<DateTimeOffset>($"\"{given}\""), TraceabilityJson.Options));

    [Theory]
    [InlineData("2026-10-08T02:11:00")]
    [InlineData("2026-10-08T02:11:00.0000")]
    [InlineData("08/10/2026 02:11:00 +08:00")]
    [InlineData("2026-13-08T02:11:00.000Z")]
    [InlineData("2026-10-08")]
    public void An_ambiguous_or_impossible_instant_is_refused(string text) =>
        Assert.Contains("An instant is expected", Assert.ThrowsAny<JsonException>(() => Read<DateTimeOffset>($"\"{text}\"")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_warning_is_read_back() =>
        Assert.Equal(new Warning("a-b", "massKg", "Odd."), Read<Warning>(JsonSerializer.Serialize(new Warning("a-b", "massKg", "Odd."), TraceabilityJson.Options)));

    private static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, TraceabilityJson.Options);
}
