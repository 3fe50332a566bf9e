using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Xunit;
using static Traceability.Ownership.Tests.Given;

namespace Traceability.Ownership.Tests;

public sealed class AnswerTransferTests
{
    private static readonly AnsweredBattery Line = new() { Battery = Code() };
    private static readonly AcceptTransfer Wholly = new() { OccurredAt = Now };

    [Theory]
    [InlineData(TransferType.Sale, true)]
    [InlineData(TransferType.Collection, true)]
    [InlineData(TransferType.Lease, false)]
    [InlineData(TransferType.CustodyOnly, false)]
    public void Acceptance_moves_custody_and_with_a_sale_the_holder(TransferType type, bool holderMoves)
    {
        var standing = Held(Maker).Then(Offered(type, Maker, Dealer));

        var after = standing.After(Accept(standing, type, Maker, Dealer));

        Assert.Equal(holderMoves ? Dealer.Id : Maker.Id, after.Holder);
        Assert.Equal(Dealer.Id, after.Custodian);
        Assert.Null(after.Offer);
        Assert.Contains(Dealer.Id, after.Readers);
    }

    [Fact]
    public void A_sale_of_what_somebody_else_has_in_hand_leaves_it_there()
    {
        var standing = Lent(Maker, Repairer).Then(Offered(TransferType.Sale, Maker, Dealer));

        var after = standing.After(Accept(standing, TransferType.Sale, Maker, Dealer));

        Assert.Equal(Dealer.Id, after.Holder);
        Assert.Equal(Repairer.Id, after.Custodian);
    }

    [Fact]
    public void A_return_gives_custody_back()
    {
        var standing = Lent(Maker, Repairer).Then(Offered(TransferType.Return, Repairer, Maker));

        var after = standing.After(Accept(standing, TransferType.Return, Repairer, Maker));

        Assert.Equal(Maker.Id, after.Holder);
        Assert.Equal(Maker.Id, after.Custodian);
    }

    [Fact]
    public void A_discrepancy_is_kept_in_the_receivers_words()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer));

        var decision = Accept(standing, TransferType.Sale, Maker, Dealer, line: Line with { Discrepancy = "外壳划伤" });

        Assert.Equal("外壳划伤", Assert.IsType<TransferAccepted>(Assert.IsType<Decision.Record>(decision).Entries.Single()).Discrepancy);
    }

    [Fact]
    public void A_line_with_a_reason_is_turned_down()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer));

        var after = standing.After(Accept(standing, TransferType.Sale, Maker, Dealer, line: Line with { Reject = "Not delivered." }));

        Assert.Null(after.Offer);
        Assert.Equal(Maker.Id, after.Holder);
        Accept(standing, TransferType.Sale, Maker, Dealer, line: Line with { Reject = "a", Discrepancy = "b" })
            .AssertRefused(OwnershipRefusals.AcceptedAndRejected);
        Accept(standing, TransferType.Sale, Maker, Dealer, line: Line with { Discrepancy = new('x', 501) }).AssertRefused(DossierRefusals.TextNotUsable);
    }

    [Fact]
    public void Only_the_receiver_accepts_and_rejects_and_only_the_offerer_withdraws()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer));
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);

        AcceptTransfer.Decide(standing, transfer, Wholly, Line, Maker, RulesNow, Now).AssertRefused(OwnershipRefusals.NotTheReceiver);
        RejectTransfer.Decide(standing, transfer, Reject(), Maker, Now).AssertRefused(OwnershipRefusals.NotTheReceiver);
        WithdrawTransfer.Decide(standing, transfer, Withdraw(), Dealer, Now).AssertRefused(OwnershipRefusals.NotTheOfferer);
        Assert.Null(standing.After(RejectTransfer.Decide(standing, transfer, Reject(), Dealer, Now)).Offer);
        Assert.Null(standing.After(WithdrawTransfer.Decide(standing, transfer, Withdraw(), Maker, Now)).Offer);
    }

    [Fact]
    public void From_its_last_instant_on_an_offer_cannot_be_answered_whether_or_not_a_sweep_came_by()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer));
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);

        foreach (var found in new[] { standing, standing.Then(new TransferExpired { Transfer = TransferId }) })
        {
            AcceptTransfer.Decide(found, transfer, Wholly, Line, Dealer, RulesNow, transfer.ExpiresAt).AssertRefused(OwnershipRefusals.TransferExpired);
            RejectTransfer.Decide(found, transfer, Reject(), Dealer, transfer.ExpiresAt).AssertRefused(OwnershipRefusals.TransferExpired);
            WithdrawTransfer.Decide(found, transfer, Withdraw(), Maker, transfer.ExpiresAt).AssertRefused(OwnershipRefusals.TransferExpired);
        }
    }

    [Fact]
    public void What_is_not_on_offer_in_the_transfer_cannot_be_answered()
    {
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);

        AcceptTransfer.Decide(Held(Maker), transfer, Wholly, Line, Dealer, RulesNow, Now).AssertRefused(OwnershipRefusals.TransferNotOpen);
        RejectTransfer.Decide(Held(Maker), transfer, Reject(), Dealer, Now).AssertRefused(OwnershipRefusals.TransferNotOpen);
        WithdrawTransfer.Decide(Held(Maker), transfer, Withdraw(), Maker, Now).AssertRefused(OwnershipRefusals.TransferNotOpen);
    }

    [Fact]
    public void An_answer_is_not_earlier_than_the_offer_and_a_reason_is_printable()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer));
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);

        AcceptTransfer.Decide(standing, transfer, Wholly with { OccurredAt = Now.AddDays(-300) }, Line, Dealer, RulesNow, Now)
            .AssertRefused(OwnershipRefusals.AnsweredBeforeOffer);
        RejectTransfer.Decide(standing, transfer, Reject() with { Reason = "" }, Dealer, Now).AssertRefused(DossierRefusals.TextNotUsable);
        WithdrawTransfer.Decide(standing, transfer, Withdraw() with { Reason = "\u0007" }, Maker, Now).AssertRefused(DossierRefusals.TextNotUsable);
    }

    [Fact]
    public void Admissibility_is_judged_again_on_the_day_of_acceptance()
    {
        var standing = Retired(Maker).Then(Offered(TransferType.Collection, Maker, Recycler, Judgement()));
        var lapsed = Recycler with { Permits = Permits(new(2025, 1, 1), new(2026, 10, 8)) };

        Accept(standing, TransferType.Collection, Maker, lapsed, Judgement()).AssertRefused(OwnershipRefusals.ReceiverPermitNotValid);
        Accept(standing, TransferType.Collection, Maker, Recycler with { Roles = [PartyRole.Dealer] }, Judgement())
            .AssertRefused(OwnershipRefusals.ReceiverNotAdmissible);
        Assert.Equal(Recycler.Id, standing.After(Accept(standing, TransferType.Collection, Maker, Recycler, Judgement())).Holder);
    }

    [Fact]
    public void The_consignee_too_judges_a_retired_lithium_battery()
    {
        var standing = Retired(Maker).Then(Offered(TransferType.Collection, Maker, Outlet, Judgement()));

        Accept(standing, TransferType.Collection, Maker, Outlet).AssertRefused(OwnershipRefusals.SafetyJudgementMissing);
        Accept(standing, TransferType.Collection, Maker, Outlet, Judgement(SafetyFinding.Immersion)).AssertRefused(OwnershipRefusals.NotSafeToMove);
        Accept(standing, TransferType.Collection, Maker, Outlet, Judgement(), Line with { ConsigneeJudgement = Judgement(SafetyFinding.Leak) })
            .AssertRefused(OwnershipRefusals.NotSafeToMove);
        Accept(standing, TransferType.Collection, Maker, Outlet, Judgement() with { JudgedAt = Now.AddDays(1) })
            .AssertRefused(OwnershipRefusals.JudgedInFuture);
    }

    [Fact]
    public void A_battery_that_went_out_of_use_while_on_offer_needs_a_new_offer_with_a_judgement()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Outlet)).Retire();

        Accept(standing, TransferType.Sale, Maker, Outlet, Judgement()).AssertRefused(OwnershipRefusals.SafetyJudgementMissing);
    }

    [Fact]
    public void Only_an_offer_that_is_over_expires()
    {
        var standing = Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer));
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);

        ExpireTransfer.Decide(standing, transfer, transfer.ExpiresAt.AddTicks(-1)).AssertRefused(DossierRefusals.TransferOpen);
        ExpireTransfer.Decide(Held(Maker), transfer, transfer.ExpiresAt).AssertRefused(OwnershipRefusals.TransferNotOpen);
        Assert.Null(standing.After(ExpireTransfer.Decide(standing, transfer, transfer.ExpiresAt)).Offer);
    }

    [Fact]
    public void A_transfer_is_read_by_both_sides_and_the_regulators_of_either()
    {
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);
        Party? Find(PartyId id) => new[] { Maker, Dealer }.FirstOrDefault(party => party.Id == id);
        bool MayRead(Party party) => ReadTransfersEndpoints.MayRead(transfer, party, Find);
        var regulator = Party("100000009", PartyRole.Regulator) with { Region = RegionCode.Of("520000") };

        Assert.True(MayRead(Maker));
        Assert.True(MayRead(Dealer));
        Assert.True(MayRead(regulator));
        Assert.False(MayRead(regulator with { Region = RegionCode.Of("440000") }));
        Assert.False(MayRead(Outlet));
    }

    private static RejectTransfer Reject() => new() { OccurredAt = Now, Reason = "Not delivered." };

    private static WithdrawTransfer Withdraw() => new() { OccurredAt = Now, Reason = "Sold elsewhere." };

    [Fact]
    public void An_offer_that_claims_the_first_day_there_is_can_be_answered()
    {
        var transfer = Transfer(TransferType.Sale, Maker, Dealer);
        var ancient = transfer with { Act = transfer.Act with { OccurredAt = DateTimeOffset.MinValue } };

        Assert.Null(Answers.Refuse(Held(Maker).Then(Offered(TransferType.Sale, Maker, Dealer)), ancient, DateTimeOffset.MinValue, Now));
    }

    private static Decision Accept(
        Standing standing, TransferType type, Party from, Party to, SafetyJudgement? judgement = null, AnsweredBattery? line = null) =>
        AcceptTransfer.Decide(
            standing, Transfer(type, from, to), Wholly with { ConsigneeJudgement = judgement }, line ?? Line, to, RulesNow, Now);
}
