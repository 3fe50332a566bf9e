using System.Text;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

/// <summary>Somebody with full access to the database changes it; the verification names the first wrong entry.</summary>
public abstract class TamperingContract : AuditContract
{
    [Theory]
    [InlineData(1, "GP-52", "GP-99", 1, "seal-broken")]
    [InlineData(4, "t3", "t9", 4, "seal-broken")]
    [InlineData(3, null, null, 3, "number-missing")]
    [InlineData(6, null, null, 6, "number-missing")]
    [InlineData(5, null, "{}", 5, "entry-unreadable")]
    public async Task A_change_to_the_stored_history_is_named(int changed, string? from, string? to, int sequence, string code)
    {
        await using var histories = await Open();
        await histories.Receive(Life(Battery(1), 6));
        Assert.True((await histories.Verify(Battery(1))).Valid);

        await histories.ChangeEntry(changed, json => from is null ? to : json.Replace(from, to, StringComparison.Ordinal));

        var verification = await histories.Verify(Battery(1));
        Assert.False(verification.Valid);
        Assert.Equal((sequence, code), (verification.FirstFlaw!.Sequence, verification.FirstFlaw.Code));
    }

    [Fact]
    public async Task A_change_to_the_stored_standing_is_named()
    {
        await using var histories = await Open();
        await histories.Receive(Life(Battery(1), 6));
        await histories.ChangeStanding(standing => standing.Replace("520303", "520302", StringComparison.Ordinal));

        Assert.Equal((6, "standing-differs"), (await histories.Verify(Battery(1))).FirstFlaw is { } flaw ? (flaw.Sequence, flaw.Code) : default);
    }

    [Fact]
    public async Task An_entry_swapped_for_a_validly_sealed_other_one_breaks_the_chain()
    {
        await using var histories = await Open();
        var life = Life(Battery(1), 6);
        await histories.Receive(life);
        var forged = Close(Battery(1), 2, life[0].Seal, new BatteryInstalled { Vin = Vin.Of("LZ9AB1CD2SG100002"), Region = Zunyi });
        await histories.ChangeEntry(2, _ => Encoding.UTF8.GetString(forged.Utf8Json.Span));

        Assert.Equal((3, "chain-broken"), (await histories.Verify(Battery(1))).FirstFlaw is { } flaw ? (flaw.Sequence, flaw.Code) : default);
    }
}
