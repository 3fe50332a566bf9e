using System.Text;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

/// <summary>Somebody with full access to the database changes it; the verification names the first wrong entry.</summary>
public sealed class TamperingTests
{
    [Theory]
    [InlineData("update audit_entries set json = replace(json, 'GP-52', 'GP-99') where sequence = 1", 1, "seal-broken")]
    [InlineData("update audit_entries set json = replace(json, 't3', 't9') where sequence = 4", 4, "seal-broken")]
    [InlineData("delete from audit_entries where sequence = 3", 3, "number-missing")]
    [InlineData("delete from audit_entries where sequence = 6", 6, "number-missing")]
    [InlineData("update audit_standings set standing = replace(standing, '520303', '520302')", 6, "standing-differs")]
    [InlineData("update audit_entries set json = '{}' where sequence = 5", 5, "entry-unreadable")]
    public async Task A_change_to_the_stored_history_is_named(string tampering, int sequence, string code)
    {
        await using var histories = new Histories();
        await histories.Receive(Life(Battery(1), 6));
        Assert.True((await histories.Verify(Battery(1))).Valid);

        await histories.Database.Write(session => session.Run(AsBlobs(tampering)));

        var verification = await histories.Verify(Battery(1));
        Assert.False(verification.Valid);
        Assert.Equal((sequence, code), (verification.FirstFlaw!.Sequence, verification.FirstFlaw.Code));
    }

    [Fact]
    public async Task An_entry_swapped_for_a_validly_sealed_other_one_breaks_the_chain()
    {
        await using var histories = new Histories();
        var life = Life(Battery(1), 6);
        await histories.Receive(life);
        var forged = Close(Battery(1), 2, life[0].Seal, new BatteryInstalled { Vin = Vin.Of("LZ9AB1CD2SG100002"), Region = Zunyi });
        await histories.Database.Write(session => session.Run(
            "update audit_entries set json = $1, seal = $2 where sequence = 2", forged.Utf8Json.ToArray(), forged.Seal.Value));

        Assert.Equal((3, "chain-broken"), (await histories.Verify(Battery(1))).FirstFlaw is { } flaw ? (flaw.Sequence, flaw.Code) : default);
    }

    // The columns hold UTF-8 bytes; SQL functions on text give text back.
    private static string AsBlobs(string sql)
    {
        var replaced = new StringBuilder(sql);
        foreach (var column in new[] { "json", "standing" })
        {
            replaced.Replace($"replace({column}, ", $"replace(cast({column} as text), ");
        }

        replaced.Replace("set json = replace(", "set json = cast(replace(").Replace("set standing = replace(", "set standing = cast(replace(").Replace("')", "') as blob)");
        return replaced.Replace("set json = '{}'", "set json = cast('{}' as blob)").ToString();
    }
}
