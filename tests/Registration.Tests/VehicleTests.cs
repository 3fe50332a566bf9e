using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;

namespace Traceability.Registration.Tests;

/// <summary>Into a vehicle, out of it, and one battery for another.</summary>
public sealed class VehicleTests
{
    private static readonly InstallBattery Install = new() { Battery = Given.Pack, OccurredAt = Given.Noon, Vin = Given.Vin };

    private static readonly RemoveBattery Remove = new() { Battery = Given.Pack, OccurredAt = Given.Noon, Vin = Given.Vin, Reason = RemovalReason.Swap };

    private static readonly ReplaceBattery Replace = new()
    {
        Battery = Given.Pack, By = Given.OtherPack, OccurredAt = Given.Noon, Vin = Given.Vin, Reason = RemovalReason.Repair,
    };

    private static readonly Standing InVehicle = Given.PackAfter(Given.Installed);

    private static readonly Standing Product = ((Standing?)null).After(Given.Pack, [new ProductRegistered
    {
        Nameplate = Given.Nameplate, Maker = Given.Maker.Id, Region = Given.Region, Origins = [new() { Battery = Given.OtherPack }],
    }]);

    [Fact]
    public void A_battery_in_a_vehicle_is_bound_to_it()
    {
        var standing = Given.PackAfter().After(Decide(Install, Given.PackAfter()));

        Assert.Equal(Stage.Installed, standing.Stage);
        Assert.Equal(new(Given.Vin, 2, Given.Maker.Id), standing.Vehicle);
        Assert.Equal(["vin-check-digit"], Decide(Install with { Vin = Vin.Of("1M8GDM9A1KP042788") }, Given.PackAfter()).WarningCodes());
    }

    [Fact]
    public void Not_everybody_installs_everything()
    {
        Decide(Install, Given.PackAfter(), Given.Regulator).IsRefused(DossierRefusals.RoleMissing);
        Decide(Install, Given.PackAfter(), Given.Stranger).IsRefused(DossierRefusals.NotCustodian);
        Decide(Install, InVehicle).IsRefused(DossierRefusals.WrongStage);
        Decide(Install, Given.PackAfter(Given.Offer)).IsRefused(DossierRefusals.TransferOpen);
        Decide(Install, Product).IsRefused(RegistrationRefusals.SecondLifeNotForVehicles);
    }

    [Fact]
    public void A_battery_out_of_a_vehicle_is_available_and_knows_where_it_was()
    {
        var standing = InVehicle.After(Decide(Remove with { Region = RegionCode.Of("520100") }, InVehicle));

        Assert.Equal((Stage.Available, null, Given.Vin), (standing.Stage, standing.Vehicle, standing.LastVin!.Value));
        Assert.Equal("520100", standing.Region.Value);
    }

    [Fact]
    public void Not_everybody_removes_everything()
    {
        Decide(Remove, InVehicle, Given.Regulator).IsRefused(DossierRefusals.RoleMissing);
        Decide(Remove, InVehicle, Given.Stranger).IsRefused(DossierRefusals.NotCustodian);
        Decide(Remove, Given.PackAfter()).IsRefused(DossierRefusals.WrongStage);
        Decide(Remove with { Vin = Given.OtherVin }, InVehicle).IsRefused(RegistrationRefusals.OtherVehicle, "vin");
        var refusal = Assert.IsType<Decision.Refuse>(Decide(Remove with { Vin = Given.OtherVin }, InVehicle)).Refusal;
        Assert.DoesNotContain(Given.Vin.Value, refusal.Detail, StringComparison.Ordinal);
        Decide(Remove, Given.PackAfter(Given.Installed, Given.Offer)).IsRefused(DossierRefusals.TransferOpen);
    }

    [Fact]
    public void One_battery_replaces_another_in_the_same_vehicle()
    {
        var fresh = ((Standing?)null).After(Given.OtherPack, [Given.Registered]);
        var old = ReplaceBattery.DecideOld(InVehicle, Replace, Given.Maker, Given.Noon);
        var by = ReplaceBattery.DecideNew(fresh, Replace, Given.Maker, Given.Noon);

        Assert.Equal(Stage.Available, InVehicle.After(old).Stage);
        Assert.Equal(Given.OtherPack, Assert.IsType<BatteryRemoved>(old.Recorded().Entries.Single()).ReplacedBy);
        Assert.Equal(Given.Vin, fresh.After(by).Vehicle?.Vin);
        Assert.Equal(Given.Pack, Assert.IsType<BatteryInstalled>(by.Recorded().Entries.Single()).Replaces);
    }

    [Fact]
    public void A_replacement_is_refused_like_a_removal_or_like_an_installation()
    {
        ReplaceBattery.DecideOld(InVehicle, Replace with { Vin = Given.OtherVin }, Given.Maker, Given.Noon).IsRefused(RegistrationRefusals.OtherVehicle, "vin");
        ReplaceBattery.DecideOld(Given.PackAfter(), Replace, Given.Maker, Given.Noon).IsRefused(DossierRefusals.WrongStage);
        ReplaceBattery.DecideNew(Product, Replace, Given.Maker, Given.Noon).IsRefused(RegistrationRefusals.SecondLifeNotForVehicles, "by");
        ReplaceBattery.DecideNew(InVehicle, Replace, Given.Maker, Given.Noon).IsRefused(DossierRefusals.WrongStage, "by");
    }

    private static Decision Decide(InstallBattery command, Standing standing, Party? caller = null) =>
        InstallBattery.Decide(standing, command, caller ?? Given.Maker, Given.Noon);

    private static Decision Decide(RemoveBattery command, Standing standing, Party? caller = null) =>
        RemoveBattery.Decide(standing, command, caller ?? Given.Maker, Given.Noon);
}
