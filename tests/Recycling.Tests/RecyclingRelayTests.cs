using Traceability.Contracts.Materials;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Xunit;
using static Traceability.Recycling.Tests.Answers;
using static Traceability.Recycling.Tests.Batteries;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

public sealed class RecyclingRelayTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_of_a_lot_and_every_treatment_is_told_whatever_fails_in_between()
    {
        var listener = new Listener { FailsOnce = true };
        await using var store = await AStore.Open(subscribers: listener);
        var treatment = Value<TreatmentRecorded>(await store.Treat(Step(await store.Give(1, ReadyToTreat), new Output(Material.LithiumCarbonate, 33.9m)))).Treatment;
        var lot = treatment.Lots[0].Lot;
        await store.Relay.TellAll(Cancellation);
        await store.Ship(lot, new() { OccurredAt = Today, To = Maker.Id, MassKg = 10 });
        await store.Relay.TellAll(Cancellation);

        Assert.Equal(treatment.Id, Assert.Single(listener.Treatments).Id);
        Assert.Equal(7.08m, listener.Treatments[0].Batteries[0].MetalKg[Metal.Lithium]);
        Assert.Equal([(1, 33.9m), (2, 23.9m)], listener.Lots.Where(told => told.Id == lot).Select(told => (told.Version, told.RemainingKg)));
        Assert.Equal([new(null, lot, 10)], listener.Lots.Single(told => told.Id != lot).Sources);
        Assert.Empty(await store.Lots.ListUnpublished(null, 10, Cancellation));
        Assert.Empty(await store.Treatments.ListUntold(null, 10, Cancellation));
    }

    private sealed class Listener : ISubscriber<LotChanged>, ISubscriber<TreatmentCompleted>
    {
        public bool FailsOnce { get; set; }

        public List<LotFacts> Lots { get; } = [];

        public List<TreatmentFacts> Treatments { get; } = [];

        public Task Receive(IReadOnlyList<LotChanged> messages, CancellationToken cancellation)
        {
            if (FailsOnce)
            {
                FailsOnce = false;
                throw new IOException("Not now.");
            }

            Lots.AddRange(messages.Select(message => message.Lot));
            return Task.CompletedTask;
        }

        public Task Receive(IReadOnlyList<TreatmentCompleted> messages, CancellationToken cancellation)
        {
            Treatments.AddRange(messages.Select(message => message.Treatment));
            return Task.CompletedTask;
        }
    }
}
