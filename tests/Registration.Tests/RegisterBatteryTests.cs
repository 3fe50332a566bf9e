using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;
using Xunit;

namespace Traceability.Registration.Tests;

public sealed class RegisterBatteryTests
{
    private static readonly RegisterBattery Command = new() { Battery = Given.Pack, OccurredAt = Given.Noon, Nameplate = Given.Nameplate };

    [Fact]
    public void A_maker_registers_what_it_made_and_holds_it()
    {
        var decision = Decide(Command);
        var standing = ((Standing?)null).After(Given.Pack, decision.Recorded().Entries);

        Assert.Empty(decision.Recorded().Warnings);
        Assert.Equal(Stage.Available, standing.Stage);
        Assert.Equal((Given.Maker.Id, (HolderId)Given.Maker.Id, (HolderId)Given.Maker.Id), (standing.Maker, standing.Holder, standing.Custodian));
        Assert.Equal((Given.Nameplate, Given.Region), (standing.Nameplate, standing.Region));
    }

    [Fact]
    public void An_importer_names_the_foreign_maker()
    {
        var importer = Given.Stranger with { Roles = [PartyRole.Importer] };
        var standing = ((Standing?)null).After(Given.Pack, Decide(Command with { Maker = Given.Maker.Id, Region = RegionCode.Of("520100") }, importer).Recorded().Entries);

        Assert.Equal(Given.Maker.Id, standing.Maker);
        Assert.Equal((HolderId)importer.Id, standing.Holder);
        Assert.Equal([Given.Maker.Id, importer.Id], standing.Readers);
        Assert.Equal("520100", standing.Region.Value);
    }

    [Fact]
    public void A_maker_cannot_put_its_batteries_down_to_another() =>
        Decide(Command with { Maker = Given.Stranger.Id }).IsRefused(DossierRefusals.RoleMissing, "maker");

    [Fact]
    public void Only_makers_and_importers_register() =>
        Decide(Command, Given.Maker with { Roles = [PartyRole.Dealer] }).IsRefused(DossierRefusals.RoleMissing);

    [Fact]
    public void The_older_second_life_form_is_no_longer_given() =>
        Decide(Command with { Battery = BatteryCode.Of(Given.Pack + "RP") }).IsRefused(NameplateRefusals.CodeNotIssuable, "battery");

    [Fact]
    public void A_second_life_product_is_registered_elsewhere() =>
        Decide(Command with { Battery = BatteryCode.Of("001PB24G6J0000001RP") }).IsRefused(RegistrationRefusals.CodeOfSecondLife, "battery");

    [Fact]
    public void A_vendor_code_must_be_filed_while_the_rules_say_so()
    {
        var unfiled = Given.Maker with { VendorCodes = ["002"] };

        Decide(Command, unfiled).IsRefused(NameplateRefusals.VendorCodeNotFiled, "battery");
        Assert.IsType<Decision.Record>(RegisterBattery.Decide(Command, [], unfiled, Given.Rules with { VendorCodeMustBeFiled = false }));
    }

    [Fact]
    public void A_nameplate_must_be_that_of_the_code()
    {
        With(plate => plate with { Level = BatteryLevel.Module }).IsRefused(NameplateRefusals.LevelNotThatOfCode, "nameplate.level");
        With(plate => plate with { ProducedOn = new(2026, 6, 19) }).IsRefused(NameplateRefusals.ProductionDayNotThatOfCode, "nameplate.producedOn");
        Decide(Command with { OccurredAt = Given.Noon.AddDays(-30) }).IsRefused(NameplateRefusals.ProducedAfterRegistration, "nameplate.producedOn");
    }

    [Fact]
    public void The_day_of_registration_is_that_of_china() =>
        Assert.IsType<Decision.Record>(Decide(Command with { OccurredAt = new(2026, 6, 17, 16, 0, 0, TimeSpan.Zero) }));

    [Fact]
    public void A_nameplate_must_be_possible()
    {
        With(plate => plate with { Model = "" }).IsRefused(DossierRefusals.TextNotUsable, "nameplate.model");
        With(plate => plate with { CapacityAh = 0 }).IsRefused(DossierRefusals.NumberOutOfRange, "nameplate.capacityAh");
        With(plate => plate with { VoltageV = 2001 }).IsRefused(DossierRefusals.NumberOutOfRange, "nameplate.voltageV");
        With(plate => plate with { EnergyKwh = -1 }).IsRefused(DossierRefusals.NumberOutOfRange, "nameplate.energyKwh");
        With(plate => plate with { MassKg = 1e-28m }).IsRefused(DossierRefusals.NumberOutOfRange, "nameplate.massKg");
        With(plate => plate with { MassKg = 20_001 }).IsRefused(DossierRefusals.NumberOutOfRange, "nameplate.massKg");
    }

    [Fact]
    public void Recycled_content_needs_a_lot_and_a_mass()
    {
        Decide(Command with { RecycledContent = [new("lot-1", 5), new(" ", 5)] }).IsRefused(DossierRefusals.TextNotUsable, "recycledContent[1].lot");
        Decide(Command with { RecycledContent = [null!] }).IsRefused(HostingRefusals.MalformedBody, "recycledContent[0]");
        Decide(Command with { RecycledContent = [new("lot-1", 0)] }).IsRefused(DossierRefusals.NumberOutOfRange, "recycledContent[0].massKg");
        Decide(Command with { RecycledContent = [.. Enumerable.Repeat(new RecycledContent("lot-1", 5), 51)] })
            .IsRefused(RegistrationRefusals.RecycledContentOutOfRange, "recycledContent");
        var recorded = Decide(Command with { RecycledContent = [new("lot-1", 5)] }).Recorded();
        Assert.Equal([new RecycledContent("lot-1", 5)], Assert.IsType<BatteryRegistered>(recorded.Entries.Single()).RecycledContent);
    }

    [Fact]
    public void A_part_is_built_into_the_whole()
    {
        var part = Given.ModuleAfter();

        Assert.Equal((Stage.BuiltIn, Given.Pack), (part.After(DecidePart(part)).Stage, part.After(DecidePart(part)).BuiltInto!.Value));
    }

    [Fact]
    public void A_part_must_be_smaller_in_hand_free_and_not_on_offer()
    {
        DecidePart(Given.PackAfter()).IsRefused(RegistrationRefusals.PartLevelTooHigh, "parts");
        DecidePart(Given.ModuleAfter(), Given.Stranger).IsRefused(DossierRefusals.NotCustodian, "parts");
        DecidePart(Given.ModuleAfter(Given.Retired)).IsRefused(DossierRefusals.WrongStage, "parts");
        DecidePart(Given.ModuleAfter(Given.Offer)).IsRefused(DossierRefusals.TransferOpen, "parts");
    }

    [Fact]
    public void What_belongs_to_somebody_else_is_built_into_nothing()
    {
        var owner = Given.Stranger.Id;
        var lent = Given.ModuleAfter(
            Given.Offer, new TransferAccepted { Transfer = Given.Offer.Transfer, Holder = owner, Custodian = Given.Maker.Id, Region = Given.Region });

        DecidePart(lent).IsRefused(DossierRefusals.NotHolder, "parts");
    }

    [Fact]
    public void A_second_life_product_is_built_into_nothing_new() =>
        DecidePart(Given.ModuleAfter() with { Origins = [new() { Battery = Given.OtherPack }] }).IsRefused(RegistrationRefusals.SecondLifeNotForVehicles, "parts");

    private static Decision Decide(RegisterBattery command, Party? caller = null) => RegisterBattery.Decide(command, [], caller ?? Given.Maker, Given.Rules);

    private static Decision DecidePart(Standing part, Party? caller = null) => RegisterBattery.DecidePart(part, Command, caller ?? Given.Maker, Given.Noon);

    private static Decision With(Func<Nameplate, Nameplate> change) => Decide(Command with { Nameplate = change(Given.Nameplate) });
}
