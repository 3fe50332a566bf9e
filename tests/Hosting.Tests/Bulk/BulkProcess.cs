using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Sqlite;
using Traceability.Hosting.Batches;
using Traceability.Hosting.Bulk;
using Traceability.Hosting.Bulk.Files;
using Traceability.Registration;

namespace Traceability.Hosting.Tests.Bulk;

/// <summary>A process that takes files of batteries, which it refuses one by one, as soon as it is let.</summary>
internal sealed class BulkProcess : IAsyncDisposable
{
    public const string Operation = "batteries";

    public static readonly PartyId Owner = PartyId.Of("91520115MA0TEXT129");

    private readonly WebApplication app;

    private BulkProcess(WebApplication app) => this.app = app;

    public BulkJobs Jobs => app.Services.GetRequiredService<BulkJobs>();

    public BulkSpool Spool => app.Services.GetRequiredService<BulkSpool>();

    public Door At => app.Services.GetRequiredService<Door>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<BulkProcess> Start(string data, FakeTimeProvider clock, Func<Document, Task>? afterPut = null, int openFor = int.MaxValue)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Data"] = data;
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(options => TraceabilityJson.Configure(options.SerializerOptions));
        builder.AddBulk();
        builder.Services.AddSingleton(_ => new SqliteDatabase(Path.Combine(data, "registry.db")))
            .AddSingleton<IDocumentStore>(services => new WatchedStore(new SqliteDocumentStore(services.GetRequiredService<SqliteDatabase>()), afterPut))
            .AddSingleton<PartyDirectory>()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new Door(openFor));
        var app = builder.Build();
        app.MapPost($"/{Operation}", Refuse);
        var process = new BulkProcess(app);
        await process.Tell(version: 1, suspension: null);
        await app.StartAsync(Cancellation);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(Cancellation);
        await app.DisposeAsync();
    }

    /// <summary>Lets the process hear of the owner.</summary>
    public Task Tell(int version, Suspension? suspension) => app.Services.GetRequiredService<PartyDirectory>().Receive(
        [new PartyChanged { Party = new() { Id = Owner, Name = "Guizhou Battery", Roles = [], Region = RegionCode.Of("520115"), Version = version, Suspension = suspension } }],
        Cancellation);

    /// <summary>Sends a file of so many rows for a job.</summary>
    public async Task<JobRecord> Begin(int rows, string? key = null)
    {
        var path = Spool.NewPath();
        var line = """{"battery":"GZ9PB0100000A1G6K0000012","occurredAt":"2026-06-20T08:00:00+08:00","nameplate":{"level":"pack","chemistry":"LFP","capacityAh":1,"voltageV":1,"energyKwh":1,"massKg":1,"model":"A","producedOn":"2026-06-19"}}""";
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\n", rows)));
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        Assert.True(Spool.TryHold(Owner, Path.GetFileName(path), bytes.Length));
        return await Jobs.Accept(new(new(path, FileType.Ndjson, null), Owner, bytes.Length, $"{rows}"), Operation, key, Cancellation);
    }

    public async Task<JobRecord?> Find(JobRecord job) => await Jobs.Find(Owner, job.Id, Cancellation);

    public Task Becomes(JobRecord job, BulkJobState state) => Eventually.Holds($"the job is {state}", async () => (await Find(job))?.State == state);

    private static async Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Refuse(Batch<RegisterBattery> batch, Caller caller, Door door, CancellationToken cancellation)
    {
        await door.Knock(cancellation);
        return Problems.Refused(DossierRefusals.BatteryUnknown.With(batch.Batteries[0].Value!.Battery));
    }

    /// <summary>Lets so many rows through, and the others wait for ever.</summary>
    internal sealed class Door(int openFor)
    {
        private int knocks;

        public int Knocks => knocks;

        public Task Knock(CancellationToken cancellation) =>
            Interlocked.Increment(ref knocks) <= openFor ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellation);
    }

    private sealed class WatchedStore(IDocumentStore store, Func<Document, Task>? afterPut) : IDocumentStore
    {
        public Task<Document?> Find(string collection, string id, CancellationToken cancellation) => store.Find(collection, id, cancellation);

        public async Task<bool> Put(Document document, CancellationToken cancellation)
        {
            var isPut = await store.Put(document, cancellation);
            await (afterPut?.Invoke(document) ?? Task.CompletedTask);
            return isPut;
        }

        public Task Delete(string collection, string id, CancellationToken cancellation) => store.Delete(collection, id, cancellation);

        public Task<IReadOnlyList<Document>> List(string collection, string? tag, string? after, int limit, CancellationToken cancellation) =>
            store.List(collection, tag, after, limit, cancellation);
    }
}
