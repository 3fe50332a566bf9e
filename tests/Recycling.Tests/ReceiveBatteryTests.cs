using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Decisions;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class ReceiveBatteryTests
{
    [Fact]
    public void A_retired_battery_that_the_recycler_owns_and_has_is_received()
    {
        var standing = Standing(AtTheRecycler);

        var (entry, warnings) = AssertRecorded<BatteryReceived>(Decide(standing));

        Assert.Empty(warnings);
        Assert.Equal(new BatteryReceived { MassKg = 339.2m, Region = Recycler.Region }, entry);
        Assert.Equal(entry, standing.After(entry).Reception);
        Assert.Equal(Stage.Retired, standing.After(entry).Stage);
    }

    [Fact]
    public void The_plant_may_be_elsewhere() =>
        Assert.Equal(RegionCode.Of("520502"), AssertRecorded<BatteryReceived>(Decide(Standing(AtTheRecycler), region: "520502")).Entry.Region);

    [Theory]
    [InlineData(305.9, true)]
    [InlineData(306, false)]
    [InlineData(374, false)]
    [InlineData(374.1, true)]
    public void A_mass_far_from_the_nameplate_is_warned_of(double massKg, bool warned) =>
        Assert.Equal(warned ? ["mass-not-that-of-nameplate"] : [], AssertRecorded<BatteryReceived>(Decide(Standing(AtTheRecycler), massKg: (decimal)massKg)).Warnings);

    [Fact]
    public void A_second_intake_corrects_the_first_and_is_warned_of()
    {
        var standing = Standing([.. AtTheRecycler, Received]);

        var (entry, warnings) = AssertRecorded<BatteryReceived>(Decide(standing, massKg: 335));

        Assert.Equal(["received-before"], warnings);
        Assert.Equal(335, standing.After(entry).Reception!.MassKg);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(20_000.1)]
    [InlineData(1.0000001)]
    public void An_impossible_mass_is_refused(double massKg) =>
        AssertRefused(DossierRefusals.NumberOutOfRange, Decide(Standing(AtTheRecycler), massKg: (decimal)massKg));

    [Fact]
    public void Only_a_recycler_receives() => AssertRefused(DossierRefusals.RoleMissing, Decide(Standing(Registered, Retired), Maker));

    [Fact]
    public void A_battery_in_other_hands_is_refused() => AssertRefused(DossierRefusals.NotCustodian, Decide(Standing(AtTheRecycler), OtherRecycler));

    [Fact]
    public void A_battery_that_is_only_kept_for_its_owner_is_refused() =>
        AssertRefused(DossierRefusals.NotHolder, Decide(Standing(Registered, Retired, OfferedToRecycler, LentToRecycler)));

    [Fact]
    public void A_battery_still_in_use_is_refused() =>
        AssertRefused(DossierRefusals.WrongStage, Decide(Standing(Registered, OfferedToRecycler, AcceptedByRecycler)));

    [Fact]
    public void A_battery_on_offer_is_refused() =>
        AssertRefused(DossierRefusals.TransferOpen, Decide(Standing([.. AtTheRecycler, OnOffer])));

    private static Decision Decide(Standing standing, Party? caller = null, decimal massKg = 339.2m, string? region = null) => ReceiveBattery.Decide(
        standing,
        new() { Battery = Code, OccurredAt = Now, MassKg = massKg, Region = region is null ? null : RegionCode.Of(region) },
        caller ?? Recycler,
        Edition.Rules,
        Now);
}
