using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using static Traceability.Contracts.Tests.Lives;

namespace Traceability.Contracts.Tests;

public sealed class HistoryVerificationTests
{
    public static TheoryData<string> Tampered => [.. TamperedHistories.All.Keys];

    [Fact]
    public void A_whole_history_is_right_and_gives_the_standing()
    {
        var verification = new HistoryVerification(Battery);
        var history = History(Registered, Installed, Sold, Retired, Collected, Assessed, Decided, Received, Treated);

        Assert.All(history, entry => Assert.Null(verification.Next(entry.Utf8Json)));

        Assert.Equal(history.Count, verification.Verified);
        Assert.Equal(Stage.Treated, verification.Standing!.Stage);
    }

    [Theory]
    [MemberData(nameof(Tampered))]
    public void The_first_wrong_entry_is_named_and_nothing_after_it_counts(string how)
    {
        var (entries, sequence, code) = TamperedHistories.All[how];
        var verification = new HistoryVerification(Battery);

        var flaw = FirstFlaw(verification, entries);

        Assert.Equal(code, flaw?.Code);
        Assert.Equal(sequence, flaw?.Sequence);
        Assert.NotEmpty(flaw!.Detail);
        Assert.Equal(sequence - (code == "number-repeated" ? 0 : 1), verification.Verified);
    }

    [Fact]
    public void An_entry_that_cannot_follow_is_found_although_its_seal_is_right()
    {
        JsonArray entries = [.. History(Registered, Installed, Installed).Select(entry => JsonNode.Parse(entry.Utf8Json.Span))];

        var flaw = FirstFlaw(new(Battery), entries);

        Assert.Equal((3, "entry-does-not-fit"), (flaw!.Sequence, flaw.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"battery\":\"?\"}")]
    public void What_is_no_entry_is_a_flaw_and_no_exception(string json)
    {
        var flaw = new HistoryVerification(Battery).Next(Encoding.UTF8.GetBytes(json));

        Assert.Equal((1, "entry-unreadable"), (flaw!.Sequence, flaw.Code));
    }

    [Fact]
    public void No_byte_of_a_history_can_be_changed_unnoticed()
    {
        var history = History(Registered, Installed, Retired);
        for (var number = 0; number < history.Count; number++)
        {
            for (var position = 0; position < history[number].Utf8Json.Length; position += 3)
            {
                var tampered = history.Select(entry => entry.Utf8Json.ToArray()).ToList();
                tampered[number][position] ^= 0x04;

                var verification = new HistoryVerification(Battery);
                Assert.Contains(tampered, entry => verification.Next(entry) is not null);
                Assert.InRange(verification.Verified, 0, number);
            }
        }
    }

    private static HistoryFlaw? FirstFlaw(HistoryVerification verification, JsonArray entries) => entries
        .Select(entry => verification.Next(Encoding.UTF8.GetBytes(entry!.ToJsonString())))
        .FirstOrDefault(flaw => flaw is not null);
}
