using Traceability.Contracts;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Xunit;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class ShipLotTests
{
    private static readonly Treatment ATreatment = Treatment.Of(
        "treatment-1", TreatBatteriesTests.Command(new Output(Material.LithiumCarbonate, 33.9m, 99.5m)), [Standing(ReadyToTreat)], [], Recycler, Edition);

    private static readonly Lot ALot = Lot.Of(ATreatment, ATreatment.Lots[0] with { Lot = "lot-1" });

    [Fact]
    public void The_owner_ships_to_a_material_maker_whose_lot_follows_from_the_shipment()
    {
        var shipment = Taken(Decide(ALot));

        var child = ALot.ChildOf(shipment);
        Assert.Equal((shipment.Lot, "lot-1", "treatment-1"), (child.Id, child.Parent, child.Treatment));
        Assert.Equal((MaterialMaker.Id, MaterialMaker.Region), (child.Owner, child.Region));
        Assert.Equal((12.5m, 12.5m, 99.5m), (child.MassKg, child.RemainingKg, child.PurityPercent));
        Assert.Equal(ALot.RecoveredAt, child.RecoveredAt);
    }

    [Fact]
    public void All_of_it_can_be_shipped_and_not_a_milligram_more()
    {
        Assert.Equal(0, ALot.After([Taken(Decide(ALot, massKg: 33.9m))]).RemainingKg);
        AssertRefused(LotRefusals.LotExhausted, Decide(ALot, massKg: 33.900001m));
    }

    [Fact]
    public void The_same_request_gets_the_same_shipment_and_another_under_its_key_is_refused()
    {
        var key = new Idempotency("key-1", "hash-1");
        var first = Taken(Decide(ALot, idempotency: key));
        var after = ALot.After([first]);

        Assert.Same(first, Taken(Decide(after, idempotency: key)));
        AssertRefused(DossierRefusals.IdempotencyKeyReused, Decide(after, idempotency: key with { RequestHash = "hash-2" }));
    }

    [Fact]
    public void A_lot_that_is_not_there_or_not_to_be_seen_is_unknown()
    {
        AssertRefused(LotRefusals.LotUnknown, Decide(null));
        AssertRefused(LotRefusals.LotUnknown, Decide(ALot, OtherRecycler));
        AssertRefused(LotRefusals.LotUnknown, Decide(ALot, RegulatorOfBijie));
    }

    [Fact]
    public void A_regulator_sees_it_but_does_not_ship_it() => AssertRefused(LotRefusals.NotLotOwner, Decide(ALot, RegulatorOfZunyi));

    [Fact]
    public void Only_makers_and_recyclers_that_may_act_receive()
    {
        Taken(Decide(ALot, receiver: Maker));
        Taken(Decide(ALot, receiver: OtherRecycler));
        AssertRefused(RecyclingRefusals.ReceiverNotAdmissible, Decide(ALot, receiver: Dealer));
        AssertRefused(RecyclingRefusals.ReceiverNotAdmissible, Decide(ALot, receiver: MaterialMaker with { Suspension = new(Now, "Permit withdrawn.") }));
        AssertRefused(RecyclingRefusals.ReceiverNotAdmissible, Decide(ALot, receiver: Recycler with { Roles = [PartyRole.Recycler, PartyRole.MaterialMaker] }));
        AssertRefused(RecyclingRefusals.ReceiverNotAdmissible, Decide(ALot, isReceiverKnown: false));
    }

    [Fact]
    public void Nothing_is_shipped_before_it_is_there_or_in_the_future()
    {
        AssertRefused(RecyclingRefusals.ShippedBeforeRecovered, Decide(ALot, occurredAt: Now.AddSeconds(-1)));
        AssertRefused(DossierRefusals.OccurredInFuture, Decide(ALot, occurredAt: Now.AddMinutes(6)));
    }

    [Fact]
    public void A_lot_has_a_thousand_uses_at_most_and_the_last_takes_the_rest()
    {
        var used = ALot with { Uses = [.. Enumerable.Range(0, 999).Select(number => Taken(Decide(ALot)) with { Id = $"shipment-of-before-{number}" })] };

        AssertRefused(LotRefusals.TooManyUses, Decide(used, massKg: 33));
        Taken(Decide(used, massKg: 33.9m));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.0000001)]
    public void An_impossible_mass_is_refused(double massKg) => AssertRefused(DossierRefusals.NumberOutOfRange, Decide(ALot, massKg: (decimal)massKg));

    private static LotUse Taken(LotTaking taking)
    {
        Assert.Null(taking.Refusal);
        return Assert.Single(taking.Uses);
    }

    private static void AssertRefused(RefusalKind kind, LotTaking taking)
    {
        Assert.Empty(taking.Uses);
        Assert.Same(kind, taking.Refusal!.Kind);
        Assert.EndsWith(".", taking.Refusal.Detail, StringComparison.Ordinal);
    }

    private static LotTaking Decide(
        Lot? lot, Party? caller = null, Party? receiver = null, decimal massKg = 12.5m, DateTimeOffset? occurredAt = null, Idempotency? idempotency = null,
        bool isReceiverKnown = true)
    {
        caller ??= Recycler;
        receiver ??= MaterialMaker;
        var command = new ShipLot { OccurredAt = occurredAt ?? Now, To = receiver.Id, MassKg = massKg };
        var act = new Act { By = caller.Id, Service = "recycling", Rules = "recycling/2026-04-01", OccurredAt = command.OccurredAt, Idempotency = idempotency };
        return ShipLot.Decide(lot, "lot-1", command, act, "shipment-1", caller, isReceiverKnown ? receiver : null, Now);
    }
}
