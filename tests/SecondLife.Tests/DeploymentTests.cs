using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures;
using Traceability.Retirement;
using Xunit;

namespace Traceability.SecondLife.Tests;

public sealed class DeploymentTests
{
    private static readonly BatteryCode Code = Products.Code(12);
    private static readonly Standing Product = Life.Product(Code, Life.Reuser);

    private static readonly DeployProduct Deployment = new()
    {
        Battery = Code,
        OccurredAt = Life.Now,
        Application = SecondLifeApplication.TelecomBackup,
        Site = "Base station GY-0412",
        Region = Life.Kaiyang,
    };

    private static readonly Standing Deployed = Product.After(Deploy(Product), Life.Reuser, Life.Now);
    private static readonly MoveProduct Move = new() { Battery = Code, OccurredAt = Life.Now, Site = "Base station GY-0733", Region = Life.Guanshanhu };
    private static readonly TakeBackProduct TakeBack = new() { Battery = Code, OccurredAt = Life.Now, Reason = "Station closed." };

    private static Decision Deploy(Standing standing, DeployProduct? command = null, Party? caller = null, DateTimeOffset? on = null) => DeployProduct.Decide(
        standing, command ?? Deployment, caller ?? Life.Reuser, Products.AllRules.On(on ?? Life.Now).Rules, Life.Now);

    [Fact]
    public void A_product_goes_to_work_at_a_site()
    {
        Assert.Equal(Stage.Deployed, Deployed.Stage);
        Assert.Equal("Base station GY-0412", Deployed.Deployment?.Site);
        Assert.Equal(Life.Kaiyang, Deployed.Region);
    }

    [Fact]
    public void Whoever_owns_or_operates_a_product_deploys_it_without_a_role()
    {
        Deploy(Product.InHandsOf(Life.Reuser, Life.Operator), caller: Life.Operator).Recorded<ProductDeployed>();
        Deploy(Product.InHandsOf(Life.Operator, Life.Outlet), caller: Life.Operator).Recorded<ProductDeployed>();
        Deploy(Product, caller: Life.Operator).Refused(DossierRefusals.NotCustodian);
    }

    [Fact]
    public void Only_a_product_is_deployed() => Deploy(Life.Registered(holder: Life.Reuser)).Refused(SecondLifeRefusals.NotAProduct);

    [Fact]
    public void A_product_at_work_is_moved_and_not_deployed_again() => Deploy(Deployed).Refused(DossierRefusals.WrongStage);

    [Fact]
    public void A_product_on_offer_is_not_deployed() => Deploy(Product.Offered()).Refused(DossierRefusals.TransferOpen);

    [Fact]
    public void A_site_has_a_name() => Deploy(Product, Deployment with { Site = "" }).Refused(DossierRefusals.TextNotUsable, "site");

    [Theory]
    [InlineData(SecondLifeApplication.ElectricBicycle)]
    [InlineData(SecondLifeApplication.ElectricMotorcycle)]
    [InlineData(SecondLifeApplication.LowSpeedVehicle)]
    [InlineData(SecondLifeApplication.PowerTool)]
    public void Uses_that_order_73_forbids_are_refused_from_its_first_day_on(SecondLifeApplication application)
    {
        var command = Deployment with { Application = application };

        Deploy(Product, command, on: Life.Noon(2026, 3, 31)).Recorded<ProductDeployed>();
        Deploy(Product, command, on: Life.Noon(2026, 4, 1)).Refused(SecondLifeRefusals.ApplicationForbidden, "application");
        Deploy(Product, command).Refused(SecondLifeRefusals.ApplicationForbidden, "application");
    }

    [Fact]
    public void A_use_that_the_rules_do_not_name_is_not_admissible()
    {
        var rules = Products.Rules with { AdmissibleApplications = [SecondLifeApplication.StationaryStorage] };

        DeployProduct.Decide(Product, Deployment, Life.Reuser, rules, Life.Now).Refused(SecondLifeRefusals.ApplicationNotAdmissible, "application");
        DeployProduct.Decide(Product, Deployment with { Application = SecondLifeApplication.StationaryStorage }, Life.Reuser, rules, Life.Now)
            .Recorded<ProductDeployed>();
    }

    [Fact]
    public void A_move_keeps_the_use_and_changes_the_site()
    {
        var moved = Deployed.After(MoveProduct.Decide(Deployed, Move, Life.Reuser, Life.Now), Life.Reuser, Life.Now);

        Assert.Equal((SecondLifeApplication.TelecomBackup, "Base station GY-0733"), (moved.Deployment!.Application, moved.Deployment.Site));
        Assert.Equal(Life.Guanshanhu, moved.Region);
    }

    [Fact]
    public void Only_a_product_at_work_is_moved_by_whom_it_belongs_to()
    {
        MoveProduct.Decide(Life.Registered(), Move, Life.Maker, Life.Now).Refused(SecondLifeRefusals.NotAProduct);
        MoveProduct.Decide(Product, Move, Life.Reuser, Life.Now).Refused(DossierRefusals.WrongStage);
        MoveProduct.Decide(Deployed, Move, Life.Stranger, Life.Now).Refused(DossierRefusals.NotCustodian);
        MoveProduct.Decide(Deployed.Offered(), Move, Life.Reuser, Life.Now).Refused(DossierRefusals.TransferOpen);
        MoveProduct.Decide(Deployed, Move with { Site = new('x', 201) }, Life.Reuser, Life.Now).Refused(DossierRefusals.TextNotUsable, "site");
    }

    [Fact]
    public void Only_a_product_at_work_is_taken_back_by_whom_it_belongs_to()
    {
        TakeBackProduct.Decide(Life.Registered(), TakeBack, Life.Maker, Life.Now).Refused(SecondLifeRefusals.NotAProduct);
        TakeBackProduct.Decide(Product, TakeBack, Life.Reuser, Life.Now).Refused(DossierRefusals.WrongStage);
        TakeBackProduct.Decide(Deployed, TakeBack, Life.Stranger, Life.Now).Refused(DossierRefusals.NotCustodian);
        TakeBackProduct.Decide(Deployed.Offered(), TakeBack, Life.Reuser, Life.Now).Refused(DossierRefusals.TransferOpen);
        TakeBackProduct.Decide(Deployed, TakeBack with { Reason = "" }, Life.Reuser, Life.Now).Refused(DossierRefusals.TextNotUsable, "reason");
    }

    [Fact]
    public void A_product_works_is_taken_back_works_again_and_retires_for_good()
    {
        var standing = Deployed.After(TakeBackProduct.Decide(Deployed, TakeBack, Life.Reuser, Life.Now), Life.Reuser, Life.Now);
        Assert.Equal((Stage.Available, null), (standing.Stage, standing.Deployment));

        standing = standing.After(Deploy(standing, Deployment), Life.Reuser, Life.Now);
        var retire = new RetireBattery { Battery = Code, OccurredAt = Life.Now, Reason = RetirementReason.EndOfLife };
        RetireBattery.Decide(standing, retire with { Vin = Life.Vehicle }, Life.Reuser, Life.Now).Refused(RetirementRefusals.NotItsVehicle, "vin");
        standing = standing.After(RetireBattery.Decide(standing, retire, Life.Reuser, Life.Now), Life.Reuser, Life.Now).Tested(31);
        var decide = new DecideDisposition { Battery = Code, OccurredAt = Life.Now, Disposition = Disposition.Recycling };
        var rules = DatedRules.Embedded<RetirementRules>(RetirementService.Name).On(Life.Now).Rules;
        standing = standing.After(DecideDisposition.Decide(standing, decide, Life.Reuser, rules, Life.Now), Life.Reuser, Life.Now);

        Assert.Equal((Stage.Retired, null, Disposition.Recycling), (standing.Stage, standing.Deployment, standing.Disposition?.Disposition));
        Assert.True(standing.IsProduct());
    }
}
