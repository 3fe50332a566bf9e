using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;
using static Traceability.Ownership.Tests.Given;

namespace Traceability.Ownership.Tests;

public sealed class PrivateOwnerTests
{
    [Fact]
    public void A_dealer_sells_to_a_person_who_then_holds_it_and_has_it()
    {
        var standing = Held(Dealer).Then(new BatteryInstalled { Vin = Vin.Of("LSVAA4182E2184847"), Region = Guiyang });

        var after = standing.After(Sell(standing, Dealer));

        Assert.Equal(Person, after.Holder.PrivateOwner);
        Assert.Equal(Person, after.Custodian.PrivateOwner);
    }

    [Fact]
    public void Only_who_owns_and_has_it_and_sells_vehicles_sells_to_a_person()
    {
        Sell(Held(Repairer), Repairer).AssertRefused(DossierRefusals.RoleMissing);
        Sell(Held(Maker), Dealer).AssertRefused(DossierRefusals.NotHolder);
        Sell(Lent(Dealer, Repairer), Dealer).AssertRefused(DossierRefusals.NotCustodian);
        Sell(Held(Dealer).Then(Offered(TransferType.Sale, Dealer, Maker)), Dealer).AssertRefused(DossierRefusals.TransferOpen);
    }

    [Fact]
    public void A_retired_battery_is_never_sold_to_a_person() => Sell(Retired(Dealer), Dealer).AssertRefused(DossierRefusals.WrongStage);

    [Fact]
    public void An_offer_that_is_over_is_closed_by_the_sale()
    {
        var standing = Held(Dealer).Then(Offered(TransferType.Sale, Dealer, Maker) with { ExpiresAt = Now });

        Assert.IsType<TransferExpired>(Assert.IsType<Decision.Record>(Sell(standing, Dealer)).Entries[0]);
    }

    [Fact]
    public void A_repairer_takes_a_battery_in_use_over_from_a_person()
    {
        var after = OwnedByPerson().After(Collect(OwnedByPerson(), Repairer));

        Assert.Equal(Repairer.Id, after.Holder);
        Assert.Equal(Repairer.Id, after.Custodian);
    }

    [Fact]
    public void Nothing_is_collected_without_a_role_or_from_an_organisation()
    {
        Collect(OwnedByPerson(), Party("100000008", PartyRole.MaterialMaker)).AssertRefused(DossierRefusals.RoleMissing);
        Collect(Held(Maker), Outlet).AssertRefused(OwnershipRefusals.NotPrivatelyOwned);
    }

    [Fact]
    public void What_an_organisation_has_in_hand_for_a_person_is_not_collected_by_another()
    {
        var standing = OwnedByPerson().Then(new BatteryRetired { Reason = RetirementReason.Fault, Region = Guiyang })
            .Then(new TransferOffered { Transfer = "t", Type = TransferType.CustodyOnly, From = Maker.Id, To = Repairer.Id, ExpiresAt = Now.AddDays(1) });

        Collect(standing, Outlet, Judgement()).AssertRefused(DossierRefusals.TransferOpen);
        Collect(
            standing.Then(new TransferAccepted { Transfer = "t", Holder = Person, Custodian = Repairer.Id, Region = Guiyang }), Outlet, Judgement())
            .AssertRefused(DossierRefusals.NotCustodian);
    }

    [Fact]
    public void A_retired_battery_is_collected_only_by_who_may_lawfully_have_it_and_judged_it()
    {
        var standing = OwnedByPerson().Retire();

        Collect(standing, Dealer, Judgement()).AssertRefused(OwnershipRefusals.ReceiverNotAdmissible);
        Collect(standing, Recycler with { Permits = [] }, Judgement()).AssertRefused(OwnershipRefusals.ReceiverPermitNotValid);
        Collect(standing, Outlet).AssertRefused(OwnershipRefusals.SafetyJudgementMissing);
        Collect(standing, Outlet, Judgement(SafetyFinding.ThermalEvent)).AssertRefused(OwnershipRefusals.NotSafeToMove);
        Assert.Equal(Outlet.Id, standing.After(Collect(standing, Outlet, Judgement())).Holder);
    }

    private static Standing OwnedByPerson() => Held(Dealer).Then(new SoldToPrivateOwner { Owner = Person, Region = Guiyang });

    private static Decision Sell(Standing standing, Party caller) =>
        SellToPrivateOwner.Decide(standing, new() { Battery = Code(), OccurredAt = Now, Owner = Person }, caller, RulesNow, Now);

    private static Decision Collect(Standing standing, Party caller, SafetyJudgement? judgement = null) =>
        CollectFromPrivateOwner.Decide(
            standing, new() { Battery = Code(), OccurredAt = Now, CollectorJudgement = judgement }, caller, RulesNow, Now);
}
