using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Fixtures;
using Xunit;

namespace Traceability.SecondLife.Tests;

public sealed class MakeProductTests
{
    private static readonly BatteryCode Product = Products.Code(12);
    private static readonly MakeProduct Command = Products.Of(Product, Life.Pack) with { Region = Life.Kaiyang };
    private static readonly Standing Fit = Life.Retired(Life.Reuser).Tested(80).Decided(Disposition.SecondLife);
    private static readonly Origin Uncoded = new() { Party = Life.Outlet.Id, Reason = "Built before codes were given." };

    private static Decision Decide(MakeProduct command, Party? caller = null, SecondLifeRules? rules = null) =>
        MakeProduct.Decide(command, caller ?? Life.Reuser, rules ?? Products.Rules);

    private static Decision DecideOrigin(Standing origin, Party? caller = null) =>
        MakeProduct.DecideOrigin(origin, Command, caller ?? Life.Reuser, Products.Rules, Life.Now);

    [Fact]
    public void A_product_keeps_the_codes_of_its_origins_and_belongs_to_its_maker()
    {
        var registered = Decide(Command).Recorded<ProductRegistered>();

        Assert.Equal(Life.Reuser.Id, registered.Maker);
        Assert.Equal(Life.Kaiyang, registered.Region);
        Assert.Equal(Life.Pack, Assert.Single(registered.Origins).Battery);
    }

    [Fact]
    public void The_dossier_of_an_origin_ends_in_the_product()
    {
        var standing = Fit.After(DecideOrigin(Fit), Life.Reuser, Life.Now);

        Assert.Equal(Stage.MadeIntoProduct, standing.Stage);
        Assert.Equal(Product, standing.Product);
    }

    [Fact]
    public void Codes_of_other_schemes_are_taken_where_they_do_not_name_a_new_battery()
    {
        Decide(Command with { Product = BatteryCode.Of("gbt45565:GZ9X-R-0001") }).Recorded<ProductRegistered>();
        Decide(Command with { Product = BatteryCode.Of("other:shelf-7") }).Recorded<ProductRegistered>();
        Decide(Command with { Product = BatteryCode.Of("gbt45565:GZ9X-0001") }).Refused(SecondLifeRefusals.CodeNotOfSecondLife, "product");
        Decide(Command with { Product = Products.Module(1) }).Refused(SecondLifeRefusals.CodeNotOfSecondLife, "product");
    }

    [Fact]
    public void The_older_second_life_code_is_no_longer_given() =>
        Decide(Command with { Product = BatteryCode.Of("GZ9PB0100000A1G6K0000012RP") }).Refused(NameplateRefusals.CodeNotIssuable, "product");

    [Fact]
    public void The_vendor_code_must_be_filed_for_the_maker()
    {
        Decide(Command, Life.Reuser with { VendorCodes = ["GZ8"] }).Refused(NameplateRefusals.VendorCodeNotFiled, "product");
        Decide(Command, Life.Reuser with { VendorCodes = [] }, Products.Rules with { VendorCodeMustBeFiled = false }).Recorded<ProductRegistered>();
    }

    [Fact]
    public void The_nameplate_must_be_that_of_the_code()
    {
        var nameplate = Command.Nameplate;

        Decide(Command with { Nameplate = nameplate with { Level = BatteryLevel.Module } }).Refused(NameplateRefusals.LevelNotThatOfCode, "nameplate.level");
        Decide(Command with { Nameplate = nameplate with { ProducedOn = new(2026, 6, 18) } })
            .Refused(NameplateRefusals.ProductionDayNotThatOfCode, "nameplate.producedOn");
        Decide(Command with { OccurredAt = Life.Noon(2026, 6, 18) }).Refused(NameplateRefusals.ProducedAfterRegistration, "nameplate.producedOn");
        Decide(Command with { Nameplate = nameplate with { CapacityAh = 0 } }).Refused(DossierRefusals.NumberOutOfRange, "nameplate.capacityAh");
        Decide(Command with { Nameplate = nameplate with { Model = " " } }).Refused(DossierRefusals.TextNotUsable, "nameplate.model");
    }

    [Fact]
    public void Only_second_life_users_make_products() => Decide(Command, Life.Maker).Refused(DossierRefusals.RoleMissing);

    [Fact]
    public void Rules_may_forbid_second_life_altogether() =>
        Decide(Command, rules: Products.Rules with { AdmissibleApplications = [] }).Refused(SecondLifeRefusals.SecondLifeNotAllowed);

    [Fact]
    public void An_origin_must_be_owned_and_in_hand()
    {
        DecideOrigin(Fit, Life.Stranger).Refused(DossierRefusals.NotCustodian, "origins[0]");
        DecideOrigin(Fit.InHandsOf(Life.Maker, Life.Reuser)).Refused(DossierRefusals.NotHolder, "origins[0]");
    }

    [Fact]
    public void An_origin_must_be_retired_tested_and_decided_for_a_second_life()
    {
        DecideOrigin(Life.Registered(holder: Life.Reuser)).Refused(DossierRefusals.WrongStage, "origins[0]");
        DecideOrigin(Life.Retired(Life.Reuser).Tested(80)).Refused(SecondLifeRefusals.SecondLifeNotDecided, "origins[0]");
        DecideOrigin(Life.Retired(Life.Reuser).Tested(50).Decided(Disposition.Recycling)).Refused(SecondLifeRefusals.SecondLifeNotDecided, "origins[0]");
        DecideOrigin(Fit.Tested(79)).Refused(SecondLifeRefusals.SecondLifeNotDecided, "origins[0]");
    }

    [Fact]
    public void A_hazard_keeps_an_origin_out_whatever_was_decided() =>
        DecideOrigin(Life.Retired(Life.Reuser).Tested(80, SafetyFinding.Leak).Decided(Disposition.SecondLife))
            .Refused(SecondLifeRefusals.SafetyVetoOpen, "origins[0]");

    [Fact]
    public void An_origin_on_offer_is_refused() => DecideOrigin(Fit.Offered()).Refused(DossierRefusals.TransferOpen, "origins[0]");

    [Fact]
    public void A_product_may_be_made_of_uncoded_batteries() =>
        Assert.Null(MakeProduct.RefuseOrigins(Command with { Origins = [Uncoded, new() { Battery = Life.Pack }] }));

    [Fact]
    public void An_uncoded_origin_needs_party_and_reason()
    {
        Refused(SecondLifeRefusals.OriginIncomplete, "origins[0]", Uncoded with { Reason = null });
        Refused(SecondLifeRefusals.OriginIncomplete, "origins[0]", Uncoded with { Party = null });
        Refused(SecondLifeRefusals.OriginIncomplete, "origins[0]", Uncoded with { Battery = Life.Pack });
        Refused(SecondLifeRefusals.OriginIncomplete, "origins[0]", new Origin());
        Refused(SecondLifeRefusals.OriginIncomplete, "origins[0]", [null!]);
        Refused(DossierRefusals.TextNotUsable, "origins[0].reason", Uncoded with { Reason = "" });
    }

    [Fact]
    public void A_product_has_1_to_1000_origins_each_named_once()
    {
        Refused(SecondLifeRefusals.OriginsOutOfRange, "origins");
        Refused(SecondLifeRefusals.OriginsOutOfRange, "origins", [.. Enumerable.Repeat(Uncoded, 1001)]);
        Refused(DossierRefusals.BatteryRepeated, "origins[1]", new Origin { Battery = Life.Pack }, new Origin { Battery = Life.Pack });
        Refused(DossierRefusals.BatteryRepeated, "origins[0]", new Origin { Battery = Product });
    }

    [Theory]
    [InlineData(2026, 3, 31, "second-life/2018-08-01")]
    [InlineData(2026, 4, 1, "second-life/2026-04-01")]
    [InlineData(2026, 7, 29, "second-life/2026-04-01")]
    [InlineData(2026, 7, 30, "second-life/2026-07-30")]
    public void The_law_has_three_editions(int year, int month, int day, string edition) =>
        Assert.Equal(edition, Products.AllRules.On(Life.Noon(year, month, day)).Id);

    private static void Refused(RefusalKind kind, string field, params Origin[] origins)
    {
        var refusal = MakeProduct.RefuseOrigins(Command with { Origins = origins });

        Assert.Equal((kind.Code, field), (refusal?.Kind.Code, refusal?.Field));
    }
}
