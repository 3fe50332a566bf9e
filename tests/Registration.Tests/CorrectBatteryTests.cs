using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;

namespace Traceability.Registration.Tests;

public sealed class CorrectBatteryTests
{
    private static readonly CorrectBattery Plate = new()
    {
        Battery = Given.Pack, OccurredAt = Given.Noon, Corrects = 1, Reason = "Scale ticket 17.", Nameplate = Given.Nameplate with { MassKg = 420 },
    };

    private static readonly CorrectBattery Vehicle = new()
    {
        Battery = Given.Pack, OccurredAt = Given.Noon, Corrects = 2, Reason = "Misread plate.", Vin = Given.OtherVin,
    };

    private static readonly Standing InVehicle = Given.PackAfter(Given.Installed);

    [Fact]
    public void A_corrected_nameplate_holds_from_then_on() => Assert.Equal(420, Given.PackAfter().After(Decide(Plate)).Nameplate.MassKg);

    [Fact]
    public void A_corrected_nameplate_is_judged_like_a_new_one()
    {
        Decide(Plate with { Nameplate = Given.Nameplate with { Level = BatteryLevel.Cell } }).IsRefused(NameplateRefusals.LevelNotThatOfCode, "nameplate.level");
        Assert.Equal(["energy-implausible"], Decide(Plate with { Nameplate = Given.Nameplate with { EnergyKwh = 65 } }).WarningCodes());
    }

    [Fact]
    public void A_corrected_vehicle_holds_from_then_on()
    {
        var standing = InVehicle.After(Decide(Vehicle, InVehicle));

        Assert.Equal(new(Given.OtherVin, 2, Given.Maker.Id), standing.Vehicle);
        Assert.Equal(Stage.Installed, standing.Stage);
    }

    [Fact]
    public void Either_the_nameplate_or_the_vehicle_is_corrected()
    {
        Decide(Plate with { Nameplate = null }).IsRefused(RegistrationRefusals.NothingToCorrect);
        Decide(Plate with { Vin = Given.Vin }).IsRefused(RegistrationRefusals.NothingToCorrect);
        Decide(Plate with { Reason = "" }).IsRefused(DossierRefusals.TextNotUsable, "reason");
    }

    [Fact]
    public void Only_the_entry_that_says_it_can_be_corrected()
    {
        Decide(Plate with { Corrects = 2 }).IsRefused(RegistrationRefusals.EntryNotCorrectable, "corrects");
        Decide(Vehicle with { Corrects = 1 }, InVehicle).IsRefused(RegistrationRefusals.EntryNotCorrectable, "corrects");
        Decide(Vehicle).IsRefused(RegistrationRefusals.EntryNotCorrectable, "corrects");
    }

    [Fact]
    public void Only_who_recorded_it_corrects_it()
    {
        Decide(Plate, caller: Given.Stranger).IsRefused(RegistrationRefusals.NotTheRecorder);
        Decide(Vehicle, InVehicle, Given.Stranger).IsRefused(RegistrationRefusals.NotTheRecorder);
    }

    [Fact]
    public void A_later_holder_is_not_taken_for_the_recorder_and_learns_nobodys_name()
    {
        var sold = Given.PackAfter(Given.Offer, new Contracts.Entries.TransferAccepted
        {
            Transfer = Given.Offer.Transfer, Holder = Given.Stranger.Id, Custodian = Given.Stranger.Id, Region = Given.Region,
        });
        var decision = Decide(Plate, sold, Given.Stranger);

        decision.IsRefused(RegistrationRefusals.NotTheRecorder);
        Assert.DoesNotContain(Given.Maker.Id.Value, ((Decision.Refuse)decision).Refusal.Detail, StringComparison.Ordinal);
    }

    private static Decision Decide(CorrectBattery command, Standing? standing = null, Party? caller = null) =>
        CorrectBattery.Decide(standing ?? Given.PackAfter(), command, caller ?? Given.Maker, Given.Rules);
}
