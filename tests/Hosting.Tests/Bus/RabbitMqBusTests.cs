using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Parties;

namespace Traceability.Hosting.Tests.Bus;

public sealed class RabbitMqBusTests
{
    [Fact]
    public async Task What_was_published_before_a_service_ever_ran_reaches_it_in_order()
    {
        const int Lots = 20;
        const int Versions = 50;
        await using var broker = await ABroker.Start();
        await using var recycling = await AProcess.Start(broker, "recycling");
        await Task.WhenAll(
            from version in Enumerable.Range(1, Versions)
            from lot in Enumerable.Range(1, Lots)
            select recycling.Publish(Some.Lot($"lot-{lot}", version)));

        var audit = new Listener<LotChanged>();
        await using var process = await AProcess.Start(broker, "audit", audit);
        await audit.Has(Lots * Versions);

        Assert.All(
            audit.Taken.GroupBy(message => message.OrderKey),
            lot => Assert.Equal(Enumerable.Range(1, Versions).Select(version => (long)version), lot.Select(message => message.Lot.Version)));
        Assert.False(audit.HasOverlapped);
        Assert.Equal(99.5m, audit.Taken[0].Lot.RemainingKg);
    }

    [Fact]
    public async Task Replicas_of_a_service_share_its_messages_and_another_takes_over()
    {
        await using var broker = await ABroker.Start();
        Listener<LotChanged> first = new(), second = new();
        await using var recycling = await AProcess.Start(broker, "recycling");
        await using (await AProcess.Start(broker, "audit", first))
        {
            await using var other = await AProcess.Start(broker, "audit", second);
            await Task.WhenAll(Enumerable.Range(1, 50).Select(version => recycling.Publish(Some.Lot("lot-1", version))));
            await Eventually.Holds("all are taken", () => first.Taken.Count + second.Taken.Count >= 50);
            Assert.Equal(50, Math.Max(first.Taken.Count, second.Taken.Count));
        }

        await using var third = await AProcess.Start(broker, "audit", second);
        await recycling.Publish(Some.Lot("lot-1", 51));
        await Eventually.Holds("the next is taken", () => second.Taken.Any(message => message.Lot.Version == 51));
    }

    [Fact]
    public async Task A_message_that_no_queue_would_get_is_not_published()
    {
        await using var broker = await ABroker.Start();
        await using var recycling = await AProcess.Start(broker, "recycling");
        await recycling.Publish(Some.Lot("lot-1", 1));
        await broker.DeleteQueue("audit.lot-changed");

        await Assert.ThrowsAnyAsync<Exception>(() => recycling.Publish(Some.Lot("lot-1", 2)));
    }

    [Fact]
    public async Task Nothing_is_lost_while_connections_break()
    {
        const int Messages = 600;
        await using var broker = await ABroker.Start();
        var audit = new Listener<LotChanged>();
        await using var process = await AProcess.Start(broker, "audit", audit);
        await using var recycling = await AProcess.Start(broker, "recycling");
        var breaking = Break(broker);

        for (var version = 1; version <= Messages || !breaking.IsCompleted; version++)
        {
            await Persistently(() => recycling.Publish(Some.Lot("lot-1", version)));
        }

        Assert.True(await breaking > 0);
        await Eventually.Holds("all are taken", () => audit.Taken.Select(message => message.Lot.Version).Distinct().Count() >= Messages);
    }

    [Fact]
    public async Task Every_process_hears_of_a_party_and_every_service_keeps_it()
    {
        await using var broker = await ABroker.Start();
        await using var first = await AProcess.Start(broker, "ownership", SubscribeParties);
        await using var second = await AProcess.Start(broker, "ownership", SubscribeParties);
        await using var parties = await AProcess.Start(broker, "parties");

        await parties.Publish(new PartyChanged { Party = Life.Maker });

        await Eventually.Holds("both processes know the party", () => Knows(first) && Knows(second));
        await Eventually.Holds("the service keeps the party", async () => await broker.Count("ownership.party-changed") == 0);
        Assert.Equal(1u, await broker.Count("audit.party-changed"));

        static bool Knows(AProcess process) => process.Services.GetRequiredService<PartyDirectory>().Find(Life.Maker.Id) is not null;
        static void SubscribeParties(IServiceCollection services) =>
            services.AddSingleton<ISubscriber<PartyChanged>>(process => process.GetRequiredService<PartyDirectory>());
    }

    [Fact]
    public async Task A_service_that_publishers_do_not_know_of_does_not_start()
    {
        await using var broker = await ABroker.Start();

        await Assert.ThrowsAsync<InvalidOperationException>(() => AProcess.Start(broker, "recycling", new Listener<LotChanged>()));
    }

    [Fact]
    public async Task An_outsider_gets_entries_as_plain_JSON_by_kind_chemistry_and_region()
    {
        await using var broker = await ABroker.Start();
        await using var registration = await AProcess.Start(broker, "registration");
        await using var outsider = await broker.Outsider();
        var queue = await outsider.Listen("traceability.entries", "entry.battery-registered.lfp.520115");
        var recorded = Some.Registration();

        await registration.Publish(recorded);
        await registration.Publish(recorded);

        var (one, two) = (await outsider.Next(queue), await outsider.Next(queue));
        Assert.Equal($"{{\"entry\":{Encoding.UTF8.GetString(recorded.Entry.Utf8Json.Span)}}}", Encoding.UTF8.GetString(one.Body.Span));
        Assert.Equal("application/json", one.BasicProperties.ContentType);
        Assert.NotNull(one.BasicProperties.MessageId);
        Assert.Equal(one.BasicProperties.MessageId, two.BasicProperties.MessageId);
    }

    private static async Task<int> Break(ABroker broker)
    {
        var broken = 0;
        await Eventually.Holds("there is a connection to break", async () => (broken = await broker.BreakConnections()) > 0);
        return broken;
    }

    private static async Task Persistently(Func<Task> publish)
    {
        while (true)
        {
            try
            {
                await publish();
                return;
            }
            catch (Exception) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }
}
