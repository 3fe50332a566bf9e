using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Office;

public sealed class CommonRulesTests
{
    private static readonly OwnerReference Person = OwnerReference.New();

    private static readonly Standing Available = After(Some.Registered);
    private static readonly TransferOffered Offer = new()
    {
        Transfer = "transfer-1", Type = TransferType.Sale, From = Some.Maker, To = Some.OtherMaker, ExpiresAt = Some.Noon.AddDays(1),
    };

    [Fact]
    public void Nothing_is_said_against_a_battery_that_lives()
    {
        Assert.Null(CommonRules.Refuse(Available, Some.Noon, Some.Noon));
        Assert.Null(CommonRules.Refuse(After(Some.Registered, Some.Installed), Some.Noon, Some.Noon));
        Assert.Null(CommonRules.Refuse(After(Some.Registered, Some.Retired), Some.Noon, Some.Noon));
    }

    [Fact]
    public void Nothing_happens_in_the_future()
    {
        Assert.Null(CommonRules.RefuseTime(Some.Noon + CommonRules.ClockTolerance, Some.Noon));
        var refusal = CommonRules.Refuse(Available, Some.Noon + CommonRules.ClockTolerance + TimeSpan.FromMilliseconds(1), Some.Noon);
        Assert.Equal(DossierRefusals.OccurredInFuture, refusal?.Kind);
        Assert.Equal("occurredAt", refusal?.Field);
    }

    [Fact]
    public void A_dossier_that_has_ended_takes_nothing_more()
    {
        var product = After(Some.Registered, Some.Retired, new MadeIntoProduct { Product = Some.Code(9) });
        var refusal = CommonRules.Refuse(product, Some.Noon, Some.Noon);

        Assert.Equal(DossierRefusals.BatteryEnded, refusal?.Kind);
        Assert.Contains(Some.Code(9).Value, refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal(DossierRefusals.BatteryEnded, CommonRules.Refuse(Available with { Stage = Stage.Treated, Treatment = "t" }, Some.Noon, Some.Noon)?.Kind);
    }

    [Fact]
    public void A_part_sends_commands_to_its_whole() => Assert.Equal(
        DossierRefusals.BatteryBuiltIn, CommonRules.Refuse(After(Some.Registered, new BatteryBuiltIn { Into = Some.Code(2) }), Some.Noon, Some.Noon)?.Kind);

    [Fact]
    public void A_party_needs_one_of_the_roles()
    {
        Assert.Null(CommonRules.RefuseRole(Caller(PartyRole.Dealer), PartyRole.Repairer, PartyRole.Dealer));
        var refusal = CommonRules.RefuseRole(Caller(PartyRole.Dealer), PartyRole.BatteryMaker, PartyRole.SwapOperator);
        Assert.Equal(DossierRefusals.RoleMissing, refusal?.Kind);
        Assert.Contains("battery-maker, swap-operator", refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_party_needs_the_battery_in_hand()
    {
        Assert.Null(CommonRules.RefuseUnlessInCare(Available, Caller()));
        Assert.Equal(DossierRefusals.NotCustodian, CommonRules.RefuseUnlessInCare(Available, Caller(PartyRole.Repairer) with { Id = Some.OtherMaker })?.Kind);
    }

    [Fact]
    public void For_a_private_owner_those_act_who_work_on_vehicles()
    {
        var sold = After(Some.Registered, new SoldToPrivateOwner { Owner = Person, Region = Some.Region });

        Assert.Null(CommonRules.RefuseUnlessInCare(sold, Caller(PartyRole.Repairer)));
        Assert.Equal(DossierRefusals.NotCustodian, CommonRules.RefuseUnlessInCare(sold, Caller(PartyRole.Recycler))?.Kind);
    }

    [Fact]
    public void An_offer_binds_until_it_expires()
    {
        var offered = After(Some.Registered, Offer);

        Assert.Null(CommonRules.RefuseWhileOffered(Available, Some.Noon));
        Assert.Null(CommonRules.RefuseWhileOffered(offered, Offer.ExpiresAt));
        Assert.Equal(DossierRefusals.TransferOpen, CommonRules.RefuseWhileOffered(offered, Offer.ExpiresAt.AddMilliseconds(-1))?.Kind);
    }

    [Fact]
    public void A_battery_must_be_at_that_point_of_its_life()
    {
        Assert.Null(CommonRules.RefuseStage(Available, Stage.Retired, Stage.Available));
        var refusal = CommonRules.RefuseStage(Available, Stage.BuiltIn, Stage.Retired);
        Assert.Equal(DossierRefusals.WrongStage, refusal?.Kind);
        Assert.Contains("built-in or retired", refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_a_battery_is_told_only_to_who_may_read_its_dossier()
    {
        var sold = After(
            Some.Registered, Offer, new TransferAccepted { Transfer = Offer.Transfer, Holder = Some.OtherMaker, Custodian = Some.OtherMaker, Region = Some.Region });
        var former = Caller();
        var stranger = former with { Id = PartyId.Of("100000009") };

        Assert.Contains(Some.OtherMaker.Value, CommonRules.RefuseUnlessInCare(sold, former)!.Detail, StringComparison.Ordinal);
        Assert.Contains(Some.OtherMaker.Value, CommonRules.RefuseUnlessHolder(sold, former)!.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Some.OtherMaker.Value, CommonRules.RefuseUnlessInCare(sold, stranger)!.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Some.OtherMaker.Value, CommonRules.RefuseUnlessHolder(sold, stranger)!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("12345678901")]
    [InlineData("two\nlines")]
    public void A_text_must_be_short_and_printable(string? text)
    {
        var refusal = CommonRules.RefuseText(text, 10, "reason");

        Assert.Equal((DossierRefusals.TextNotUsable, "reason"), (refusal?.Kind, refusal?.Field));
        Assert.Null(CommonRules.RefuseText("1234567890", 10, "reason"));
    }

    [Fact]
    public void A_number_must_be_above_0_and_not_too_large()
    {
        Assert.Null(CommonRules.RefusePositive(null, 10, "massKg"));
        Assert.Null(CommonRules.RefusePositive(10, 10, "massKg"));
        Assert.Null(CommonRules.RefusePositive(0.000001m, 10, "massKg"));
        Assert.All(new decimal?[] { 0, -1, 10.001m, 0.0000001m, 1e-28m }, number =>
            Assert.Equal((DossierRefusals.NumberOutOfRange, "massKg"), (CommonRules.RefusePositive(number, 10, "massKg")?.Kind, CommonRules.RefusePositive(number, 10, "massKg")?.Field)));
    }

    [Fact]
    public void An_odd_order_of_events_is_warned_of()
    {
        Assert.Empty(CommonRules.WarnOfTime(null, Some.Noon));
        Assert.Empty(CommonRules.WarnOfTime(Available, Some.Noon));
        Assert.Equal("occurred-before-predecessor", Assert.Single(CommonRules.WarnOfTime(Available, Some.Noon.AddMinutes(-1))).Code);
    }

    private static Standing After(params IReadOnlyList<EntryData> entries) => Some.After(Some.Code(1), null, entries).Standing;

    private static Party Caller(params IReadOnlyList<PartyRole> roles) =>
        new() { Id = Some.Maker, Name = "Qianling Power Battery", Roles = roles, Region = Some.Region, Version = 1 };
}
