using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;
using static Traceability.Ownership.Tests.Given;

namespace Traceability.Ownership.Tests;

public sealed class OfferTransferTests
{
    [Theory]
    [InlineData(TransferType.Sale)]
    [InlineData(TransferType.Collection)]
    [InlineData(TransferType.Lease)]
    [InlineData(TransferType.CustodyOnly)]
    public void The_holder_who_has_it_in_hand_may_offer_it_and_keeps_it_until_acceptance(TransferType type)
    {
        var standing = Held(Maker);

        var after = standing.After(Offer(standing, Transfer(type, Maker, Dealer), Dealer));

        Assert.Equal(Maker.Id, after.Holder);
        Assert.Equal(Maker.Id, after.Custodian);
        Assert.Equal(type, after.Offer?.Type);
        Assert.Equal(Dealer.Id, after.Offer?.To);
    }

    [Fact]
    public void The_custodian_may_return_it_to_the_holder_only()
    {
        var standing = Lent(Maker, Repairer);

        Assert.Equal(TransferType.Return, standing.After(Offer(standing, Transfer(TransferType.Return, Repairer, Maker), Maker)).Offer?.Type);
        Offer(standing, Transfer(TransferType.Return, Repairer, Dealer), Dealer).AssertRefused(OwnershipRefusals.ReturnNotToHolder);
    }

    [Theory]
    [InlineData(TransferType.Sale)]
    [InlineData(TransferType.Collection)]
    [InlineData(TransferType.Lease)]
    public void Who_does_not_own_it_cannot_sell_or_lease_it(TransferType type) =>
        Offer(Lent(Maker, Repairer), Transfer(type, Repairer, Dealer), Dealer).AssertRefused(DossierRefusals.NotHolder);

    [Theory]
    [InlineData(TransferType.Lease)]
    [InlineData(TransferType.CustodyOnly)]
    [InlineData(TransferType.Return)]
    public void Who_does_not_have_it_in_hand_cannot_hand_it_over(TransferType type) =>
        Offer(Lent(Maker, Repairer), Transfer(type, Maker, Dealer), Dealer).AssertRefused(DossierRefusals.NotCustodian);

    [Fact]
    public void Nobody_offers_to_himself() =>
        Offer(Held(Maker), Transfer(TransferType.Sale, Maker, Maker), Maker).AssertRefused(OwnershipRefusals.TransferToOneself);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(91)]
    public void An_offer_ends_later_than_now_and_within_90_days(int days) =>
        Offer(Held(Maker), Transfer(TransferType.Sale, Maker, Dealer) with { ExpiresAt = Now.AddDays(days) }, Dealer)
            .AssertRefused(OwnershipRefusals.ExpiryOutOfRange);

    [Fact]
    public void An_offer_made_tomorrow_is_refused()
    {
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);

        Offer(Held(Maker), transfer with { Act = transfer.Act with { OccurredAt = Now.AddDays(1) } }, Dealer).AssertRefused(DossierRefusals.OccurredInFuture);
    }

    [Fact]
    public void The_receiver_is_registered_and_may_act()
    {
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);

        Offer(Held(Maker), transfer, null).AssertRefused(OwnershipRefusals.ReceiverUnknown);
        Offer(Held(Maker), transfer, Dealer with { Suspension = new(Now, "Licence withdrawn.") }).AssertRefused(OwnershipRefusals.ReceiverSuspended);
    }

    [Fact]
    public void While_an_offer_is_open_there_is_no_second_one() =>
        Offer(Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer)), Transfer(TransferType.Sale, Maker, Outlet), Outlet)
            .AssertRefused(DossierRefusals.TransferOpen);

    [Fact]
    public void An_offer_that_is_over_by_time_is_closed_by_the_next_one()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer) with { Transfer = "transfer-0", ExpiresAt = Now });

        var decision = Offer(standing, Transfer(TransferType.Sale, Maker, Outlet), Outlet);

        Assert.Collection(
            Assert.IsType<Decision.Record>(decision).Entries,
            entry => Assert.Equal("transfer-0", Assert.IsType<TransferExpired>(entry).Transfer),
            entry => Assert.Equal(TransferId, Assert.IsType<TransferOffered>(entry).Transfer));
        Assert.Equal(Outlet.Id, standing.After(decision).Offer?.To);
    }

    [Theory]
    [InlineData(TransferType.Sale)]
    [InlineData(TransferType.Collection)]
    [InlineData(TransferType.CustodyOnly)]
    public void A_retired_battery_goes_only_to_who_may_lawfully_take_it(TransferType type)
    {
        Offer(Retired(Maker), Transfer(type, Maker, Dealer, Judgement()), Dealer).AssertRefused(OwnershipRefusals.ReceiverNotAdmissible);
        Assert.IsType<Decision.Record>(Offer(Retired(Maker), Transfer(type, Maker, Outlet, Judgement()), Outlet));
        Assert.IsType<Decision.Record>(Offer(Retired(Maker), Transfer(type, Maker, Recycler, Judgement()), Recycler));
    }

    [Fact]
    public void The_permits_of_a_recycler_must_be_valid_on_the_day_in_China()
    {
        var until = Recycler with { Permits = Permits(new(2025, 1, 1), new(2026, 10, 8)) };
        var transfer = Transfer(TransferType.Collection, Maker, Recycler, Judgement());

        // 2026-10-08T16:30Z is the 9th in China.
        var refusal = Assert.IsType<Decision.Refuse>(Offer(
            Retired(Maker), transfer with { Act = transfer.Act with { OccurredAt = new(2026, 10, 8, 16, 30, 0, TimeSpan.Zero) } }, until)).Refusal;

        Assert.Equal(OwnershipRefusals.ReceiverPermitNotValid, refusal.Kind);
        Assert.Contains("pollutant-discharge", refusal.Detail, StringComparison.Ordinal);
        Assert.IsType<Decision.Record>(Offer(
            Retired(Maker), transfer with { Act = transfer.Act with { OccurredAt = new(2026, 10, 8, 15, 30, 0, TimeSpan.Zero) } }, until));
    }

    [Fact]
    public void Before_April_2026_a_recycler_needed_no_permit_but_its_role()
    {
        var unlicensed = Recycler with { Permits = [] };
        var transfer = Transfer(TransferType.Collection, Maker, Recycler, Judgement());
        var day = new DateTimeOffset(2026, 3, 31, 15, 59, 0, TimeSpan.Zero);

        Assert.IsType<Decision.Record>(OfferTransfer.Decide(
            Retired(Maker), transfer with { Act = transfer.Act with { OccurredAt = day } }, transfer.Lines[0], unlicensed, Rules.On(day).Rules, Now));
        Offer(Retired(Maker), transfer, unlicensed).AssertRefused(OwnershipRefusals.ReceiverPermitNotValid);
    }

    [Fact]
    public void A_retired_lithium_battery_is_judged_before_it_is_moved()
    {
        Offer(Retired(Maker), Transfer(TransferType.Collection, Maker, Outlet), Outlet).AssertRefused(OwnershipRefusals.SafetyJudgementMissing);
        Offer(Retired(Maker), Transfer(TransferType.Collection, Maker, Outlet, Judgement(SafetyFinding.Leak)), Outlet)
            .AssertRefused(OwnershipRefusals.NotSafeToMove);
        Assert.IsType<Decision.Record>(Offer(
            Retired(Maker),
            Transfer(TransferType.Collection, Maker, Outlet, Judgement(SafetyFinding.Leak) with { PretreatmentRecord = "PT-9" }),
            Outlet));
        Assert.IsType<Decision.Record>(Offer(Retired(Maker, Chemistry.NiMh), Transfer(TransferType.Collection, Maker, Outlet), Outlet));
    }

    [Fact]
    public void What_somebody_else_has_in_hand_is_not_moved_by_its_sale() =>
        Assert.IsType<Decision.Record>(Offer(Lent(Maker, Repairer).Retire(), Transfer(TransferType.Sale, Maker, Outlet), Outlet));

    [Fact]
    public void A_judgement_is_complete_and_made_in_the_past()
    {
        Offer(Judgement() with { Checklist = " " }).AssertRefused(DossierRefusals.TextNotUsable);
        Offer(Judgement() with { PretreatmentRecord = new('x', 201) }).AssertRefused(DossierRefusals.TextNotUsable);
        Offer(Judgement() with { JudgedAt = Now.AddHours(1) }).AssertRefused(OwnershipRefusals.JudgedInFuture);
        Offer(Judgement([.. Enumerable.Repeat(SafetyFinding.Leak, 8)])).AssertRefused(DossierRefusals.NumberOutOfRange);
    }

    private static Decision Offer(SafetyJudgement judgement) => Offer(Held(Maker), Transfer(TransferType.Sale, Maker, Dealer, judgement), Dealer);

    private static Decision Offer(Standing standing, Transfer transfer, Party? receiver) =>
        OfferTransfer.Decide(standing, transfer, transfer.Lines[0], receiver, RulesNow, Now);
}
