using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.Retirement.Tests;

public sealed class RetireBatteryTests
{
    private static readonly RetireBattery FromVehicle = new()
    {
        Battery = Life.Pack,
        OccurredAt = Life.RetiredAt,
        Reason = RetirementReason.VehicleScrapped,
        Vin = Life.Vehicle,
        Region = Life.Kaiyang,
        OdometerKm = 186_400,
    };

    private static readonly RetireBattery FromStock = new() { Battery = Life.Pack, OccurredAt = Life.RetiredAt, Reason = RetirementReason.ProductionScrap };

    [Fact]
    public void Retiring_ends_the_binding_and_keeps_the_vehicle_in_the_entry()
    {
        var decision = RetireBattery.Decide(Life.Installed(), FromVehicle, Life.Maker, Life.Now);
        var standing = Life.Installed().After(decision, Life.Maker, Life.RetiredAt);

        Assert.Equal(Life.Vehicle, decision.Recorded<BatteryRetired>().Vin);
        Assert.Equal(Stage.Retired, standing.Stage);
        Assert.Null(standing.Vehicle);
        Assert.Equal(Life.Vehicle, standing.LastVin);
        Assert.Equal(Life.Kaiyang, standing.Region);
        Assert.Equal(Life.RetiredAt, standing.RetiredAt);
        Assert.Equal(186_400, standing.Retirement?.OdometerKm);
    }

    [Fact]
    public void A_battery_that_was_never_in_a_vehicle_is_retired_from_stock_in_the_callers_region()
    {
        var retired = RetireBattery.Decide(Life.Registered(), FromStock, Life.Maker, Life.Now).Recorded<BatteryRetired>();

        Assert.Null(retired.Vin);
        Assert.Equal(Life.Maker.Region, retired.Region);
    }

    [Fact]
    public void A_battery_that_was_removed_may_name_the_vehicle_it_was_in_last()
    {
        var removed = Life.Installed().Then(
            Life.Maker, Life.MadeAt, new BatteryRemoved { Vin = Life.Vehicle, Reason = RemovalReason.Repair, Region = Life.Kaiyang });

        Assert.Equal(Life.Vehicle, RetireBattery.Decide(removed, FromVehicle, Life.Maker, Life.Now).Recorded<BatteryRetired>().Vin);
        Assert.Null(RetireBattery.Decide(removed, FromStock, Life.Maker, Life.Now).Recorded<BatteryRetired>().Vin);
        RetireBattery.Decide(removed, FromVehicle with { Vin = Life.OtherVehicle }, Life.Maker, Life.Now).Refused(RetirementRefusals.NotItsVehicle, "vin");
    }

    [Fact]
    public void An_installed_battery_needs_its_vin() =>
        RetireBattery.Decide(Life.Installed(), FromStock, Life.Maker, Life.Now).Refused(RetirementRefusals.VinMissing, "vin");

    [Fact]
    public void Another_vehicle_is_refused() =>
        RetireBattery.Decide(Life.Installed(), FromVehicle with { Vin = Life.OtherVehicle }, Life.Maker, Life.Now)
            .Refused(RetirementRefusals.NotItsVehicle, "vin");

    [Fact]
    public void A_vehicle_is_refused_where_there_never_was_one() =>
        RetireBattery.Decide(Life.Registered(), FromVehicle, Life.Maker, Life.Now).Refused(RetirementRefusals.NotItsVehicle, "vin");

    [Fact]
    public void A_recycler_does_not_take_batteries_out_of_use() =>
        RetireBattery.Decide(Life.Registered(), FromStock, Life.Maker with { Roles = [PartyRole.Recycler] }, Life.Now).Refused(DossierRefusals.RoleMissing);

    [Fact]
    public void Only_the_custodian_retires_a_battery() =>
        RetireBattery.Decide(Life.Installed(), FromVehicle, Life.Stranger, Life.Now).Refused(DossierRefusals.NotCustodian);

    [Fact]
    public void An_outlet_retires_what_a_private_owner_brings()
    {
        var owned = Life.Installed().Then(
            Life.Maker, Life.MadeAt, new SoldToPrivateOwner { Owner = OwnerReference.Of("owner-01k7f3q8w2m4n6p8r0t2v4x6z8"), Region = Life.Kaiyang });

        RetireBattery.Decide(owned, FromVehicle, Life.Outlet, Life.Now).Recorded<BatteryRetired>();
        RetireBattery.Decide(owned, FromVehicle, Life.Reuser, Life.Now).Refused(DossierRefusals.NotCustodian);
    }

    [Fact]
    public void A_retired_battery_is_not_retired_again() =>
        RetireBattery.Decide(Life.Retired(), FromStock, Life.Maker, Life.Now).Refused(DossierRefusals.WrongStage);

    [Fact]
    public void A_battery_on_offer_is_not_retired() =>
        RetireBattery.Decide(Life.Registered().Offered(), FromStock, Life.Maker, Life.Now).Refused(DossierRefusals.TransferOpen);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1e12)]
    public void An_odometer_that_no_vehicle_shows_is_refused(double km) =>
        RetireBattery.Decide(Life.Installed(), FromVehicle with { OdometerKm = (decimal)km }, Life.Maker, Life.Now)
            .Refused(DossierRefusals.NumberOutOfRange, "odometerKm");
}
