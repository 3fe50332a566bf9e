using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

public sealed class HistoryAccessTests
{
    private static readonly Party AMaker = Party(Maker, Guanshanhu, PartyRole.BatteryMaker);
    private static readonly Party AStranger = Party(PartyId.Of("91520402MA0TEXT47G"), Guanshanhu, PartyRole.Recycler);

    [Theory]
    [InlineData("100000", true)]
    [InlineData("520000", true)]
    [InlineData("520100", true)]
    [InlineData("520115", true)]
    [InlineData("520300", true)]
    [InlineData("520200", false)]
    [InlineData("520121", false)]
    [InlineData("440000", false)]
    public async Task A_regulator_reads_what_has_been_in_its_region(string region, bool may)
    {
        await using var histories = new SqliteHistories();
        await histories.Receive(Life(Battery(1), 4));
        var regulator = Party(PartyId.Of("11520000MB0TEXT163"), RegionCode.Of(region), PartyRole.Regulator);
        Assert.Equal(may, HistoryAccess.MayRead((await histories.Store.Standing(Battery(1), Cancellation))!, regulator));
    }

    [Fact]
    public async Task Maker_and_holders_read_and_strangers_do_not()
    {
        await using var histories = new SqliteHistories();
        await histories.Receive(Life(Battery(1), 4));
        var access = new HistoryAccess(histories.Store, TimeProvider.System);

        Assert.Null((await access.Open(Battery(1), 0, AMaker, Cancellation)).Refusal);
        Assert.Null((await access.Open(Battery(1), 4, Party(Dealer, Zunyi, PartyRole.Dealer), Cancellation)).Refusal);
        Assert.Equal(AuditRefusals.DossierNotYours, (await access.Open(Battery(1), 0, AStranger, Cancellation)).Refusal?.Kind);
        Assert.Equal(DossierRefusals.BatteryUnknown, (await access.Open(Battery(2), 0, AMaker, Cancellation)).Refusal?.Kind);
    }

    [Fact]
    public async Task A_reader_waits_until_the_copy_has_caught_up()
    {
        await using var histories = new SqliteHistories();
        var access = new HistoryAccess(histories.Store, TimeProvider.System);
        var reading = access.Open(Battery(1), 2, AMaker, Cancellation);
        await histories.Receive(Life(Battery(1), 2));
        Assert.Equal(2, (await reading).Standing?.Sequence);
    }

    [Fact]
    public async Task A_passport_names_neither_holder_nor_vehicle_nor_place()
    {
        await using var histories = new SqliteHistories();
        await histories.Receive(Life(Battery(1), 4));
        var passport = Passport.Of((await histories.Store.Standing(Battery(1), Cancellation))!, "Guizhou Battery");
        var json = System.Text.Json.JsonSerializer.Serialize(passport, TraceabilityJson.Options);
        Assert.DoesNotContain(Dealer.Value, json, StringComparison.Ordinal);
        Assert.DoesNotContain("LZ9AB1CD8RG100001", json, StringComparison.Ordinal);
        Assert.DoesNotContain("520", json.Replace(Maker.Value, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Party Party(PartyId id, RegionCode region, params PartyRole[] roles) =>
        new() { Id = id, Name = "A party", Roles = roles, Region = region, Version = 1 };
}
