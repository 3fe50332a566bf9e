using Xunit;

namespace Traceability.Contracts.Tests;

public sealed class ChinaTimeTests
{
    [Theory]
    [InlineData("2026-03-31T15:59:59.999Z", "2026-03-31")]
    [InlineData("2026-03-31T16:00:00.000Z", "2026-04-01")]
    [InlineData("0001-01-01T00:00:00.000Z", "0001-01-01")]
    [InlineData("9999-12-31T15:59:59.999Z", "9999-12-31")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31")]
    public void A_day_begins_eight_hours_before_that_of_utc_and_there_is_none_after_the_last(string instant, string day) =>
        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", null), ChinaTime.Day(DateTimeOffset.Parse(instant, null)));
}
