using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.WorkOrders;
using Xunit;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>One life of a process on a database file: what a host wires up, without the host.</summary>
internal sealed class Life : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly InProcessBus bus;
    private bool started;

    private readonly Keepership? keepership;

    public Life(SqliteFile file, TimeProvider? clock = null, Faults? faults = null, int busyMax = 50_000, Keepership? keepership = null, params ISubscriber<EntryRecorded>[] subscribers)
    {
        clock ??= new NoonClock();
        this.keepership = keepership;
        var keeper = new KeeperName(keepership?.Keeper ?? Some.Keeper);
        Store = new SqliteDossierStore(file.Database);
        Documents = new SqliteDocumentStore(file.Database);
        var collection = new ServiceCollection();
        foreach (var subscriber in subscribers)
        {
            collection.AddSingleton(subscriber);
        }

        services = collection.BuildServiceProvider();
        bus = new(services, NullLoggerFactory.Instance);
        Relay = new(Store, bus, NullLogger<EntryRelay>.Instance) { BusyMax = busyMax };
        HandOvers = keepership is null ? null : new(Store, keepership.Mail, clock, keeper, keepership.Settings, NullLogger<HandOverDesk>.Instance);
        Office = new(Store, Relay, clock, keeper, handOvers: HandOvers);
        Desk = new(
            faults is null ? Store : new FaultyDossierStore(Store, faults),
            faults is null ? Documents : new FaultyDocumentStore(Documents, faults),
            Relay, clock, keeper, NullLogger<WorkOrderDesk>.Instance, handOvers: HandOvers);
    }

    public IDossierStore Store { get; }

    public IDocumentStore Documents { get; }

    public EntryRelay Relay { get; }

    public DossierOffice Office { get; }

    public WorkOrderDesk Desk { get; }

    public HandOverDesk? HandOvers { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts what runs in the background.</summary>
    public async Task<Life> Start()
    {
        started = true;
        await Relay.StartAsync(Cancellation);
        await Desk.StartAsync(Cancellation);
        if (HandOvers is not null)
        {
            keepership!.Mail.Connect(HandOvers);
            await HandOvers.StartAsync(Cancellation);
        }

        return this;
    }

    /// <summary>Writes past the office and forgets to tell the relay, as a crash between the two would.</summary>
    public async Task<DossierAppend> Write(DossierAppend append)
    {
        Assert.True(await Store.Append(append, Cancellation));
        return append;
    }

    public async Task<Dossier> Dossier(BatteryCode code) =>
        await Store.Find(code, Cancellation) ?? throw new InvalidOperationException($"{code} has no dossier.");

    /// <summary>The standing that the entries make, once they are found unbroken.</summary>
    public async Task<Standing> Verified(BatteryCode code)
    {
        var verification = new HistoryVerification(code);
        foreach (var entry in await Store.Entries(code, 0, Cancellation))
        {
            Assert.Null(verification.Next(entry.Utf8Json));
        }

        var dossier = await Dossier(code);
        Assert.Equal(Text.Of(verification.Standing), Text.Of(dossier.Standing));
        Assert.Equal(verification.Verified, dossier.Sequence);
        return verification.Standing!;
    }

    public Task EverythingIsSent() => Eventually.Holds(
        "everything is sent", async () => Relay.Busy == 0 && (await Store.Unsent(null, 1, Cancellation)).Count == 0);

    public async ValueTask DisposeAsync()
    {
        keepership?.Mail.Disconnect();
        if (started)
        {
            await (HandOvers?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
            await Desk.StopAsync(CancellationToken.None);
            await Relay.StopAsync(CancellationToken.None);
        }

        await bus.DisposeAsync();
        await services.DisposeAsync();
        HandOvers?.Dispose();
        Desk.Dispose();
        Relay.Dispose();
    }
}
