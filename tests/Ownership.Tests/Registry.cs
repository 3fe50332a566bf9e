using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Sqlite;
using Traceability.Hosting.Batches;
using Xunit;

namespace Traceability.Ownership.Tests;

/// <summary>The ownership service over the real store in a file of its own, called as its endpoints are.</summary>
internal sealed class Registry : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ownership-").FullName;
    private readonly SqliteDatabase database;
    private readonly DossierOffice office;
    private readonly PartyDirectory parties;
    private readonly TransferDesk desk;

    public Registry()
    {
        database = new(Path.Combine(folder, "registry.db"));
        Dossiers = new(database);
        Documents = new(database);
        Clock = new(Given.Now);
        office = new(Dossiers, new EntryRelay(Dossiers, new DeafBus(), NullLogger<EntryRelay>.Instance), Clock, new("test"));
        parties = new(Documents);
        Book = new(Documents, Dossiers);
        Stocks = new(Documents, office, parties);
        desk = new(office, Book, parties, Given.Rules, Clock);
        Sweeper = new(Book, desk, office, Given.Rules, Clock, NullLogger<ExpireTransfers>.Instance);
    }

    public SqliteDossierStore Dossiers { get; }

    public SqliteDocumentStore Documents { get; }

    public FakeTimeProvider Clock { get; }

    public TransferBook Book { get; }

    public OutletStocks Stocks { get; }

    public ExpireTransfers Sweeper { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Registry> With(params BatteryCode[] batteries)
    {
        var registry = new Registry();
        await registry.parties.Receive(
            [.. new[] { Given.Maker, Given.Dealer, Given.Repairer, Given.Outlet, Given.Recycler }.Select(party => new PartyChanged { Party = party })],
            Cancellation);
        foreach (var battery in batteries)
        {
            Assert.IsType<Outcome.Recorded>(await registry.office.Open(
                battery, registry.ActOf(Given.Maker), _ => Given.Registration(Given.Maker), Cancellation));
        }

        return registry;
    }

    public async Task<Standing> Standing(BatteryCode battery) => (await office.Read(battery, Cancellation))!;

    public async Task<IReadOnlyList<string>> Kinds(BatteryCode battery) =>
        [.. (await Dossiers.Entries(battery, 0, Cancellation)).Select(entry => entry.Entry.Kind)];

    /// <summary>What the bus would bring about a battery.</summary>
    public async Task<IReadOnlyList<EntryRecorded>> News(BatteryCode battery) =>
        [.. (await Dossiers.Entries(battery, 0, Cancellation)).Select(entry => new EntryRecorded { Entry = entry })];

    public Task Learn(Party party) => parties.Receive([new() { Party = party }], Cancellation);

    public async Task<OutletStock?> ReadStock(Party outlet, Party reader) => (await ReadOutletStockEndpoint.Handle(
        new(outlet.Id), new(reader), parties, Stocks, Given.Rules, Clock, Cancellation)).Result is Ok<OutletStock> ok ? ok.Value : null;

    public async Task<IReadOnlyList<LineState>> States(string transfer) =>
        [.. (await Book.Find(transfer, Cancellation))!.Lines.Select(line => line.State)];

    public OfferTransfer Offering(Party to, params BatteryCode[] batteries) => new()
    {
        Type = TransferType.Sale,
        To = to.Id,
        OccurredAt = Clock.GetUtcNow(),
        ExpiresAt = Clock.GetUtcNow().AddDays(7),
        Batteries = [.. batteries.Select(battery => new Line<OfferedBattery> { Value = new() { Battery = battery } })],
    };

    public async Task<(int Status, TransferResult? Result, string? Problem)> Offer(OfferTransfer request, Party by, string? key = null) =>
        Read((await OfferTransferEndpoint.Handle(request, new(by), new(key), desk, Given.Rules, Cancellation)).Result);

    public async Task<(int Status, TransferResult? Result, string? Problem)> Accept(
        string transfer, Party by, string? key = null, params AnsweredBattery[] lines) => Read((await AcceptTransferEndpoint.Handle(
            transfer,
            new()
            {
                OccurredAt = Given.Now,
                Batteries = lines.Length == 0 ? null : [.. lines.Select(line => new Line<AnsweredBattery> { Value = line })],
            },
            new(by), new(key), desk, Book, Stocks, Given.Rules, Cancellation)).Result);

    public async Task<(int Status, TransferResult? Result, string? Problem)> Withdraw(string transfer, Party by) => Read((await WithdrawTransferEndpoint.Handle(
        transfer, new() { OccurredAt = Given.Now, Reason = "Sold elsewhere." }, new(by), new((string?)null), desk, Given.Rules, Cancellation)).Result);

    public async Task<TransferPage> List(Party caller, string box, bool? open = null, string? after = null, int? limit = null) =>
        Assert.IsType<Ok<TransferPage>>((await ReadTransfersEndpoints.HandleList(
            box, open, after, limit, new(caller), Book, Clock, Cancellation)).Result).Value!;

    /// <summary>As after a crash between the dossiers and the list.</summary>
    public Task PretendNothingWasNoted(string transfer) =>
        new Documents<Transfer>(Documents, Transfer.Collection, changed => changed.Tags()).Change(
            transfer,
            noted => noted! with { Lines = [.. noted.Lines.Select(line => line with { State = LineState.Pending })] },
            Cancellation);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Act ActOf(Party party) =>
        new() { By = party.Id, Service = "registration", Rules = "registration/2018-08-01", OccurredAt = Clock.GetUtcNow() };

    private static (int Status, TransferResult? Result, string? Problem) Read(IResult result) => result switch
    {
        JsonHttpResult<TransferResult> json => (json.StatusCode!.Value, json.Value, null),
        ProblemHttpResult problem => (problem.StatusCode, null, (string?)problem.ProblemDetails.Extensions["code"]),
        _ => throw new InvalidOperationException($"{result.GetType()} is no answer of a transfer."),
    };

    private sealed class DeafBus : IBus
    {
        public Task Publish<TMessage>(TMessage message, CancellationToken cancellation)
            where TMessage : class, IMessage => Task.CompletedTask;
    }
}
