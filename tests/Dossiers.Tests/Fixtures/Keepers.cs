using System.Collections.Concurrent;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.HandOvers;
using Xunit;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>Several keepers, each with a store of its own, and the archive to which all publish.</summary>
internal sealed class Keepers : IAsyncDisposable
{
    public const string Registration = "registration";
    public const string Ownership = "ownership";
    public const string Retirement = "retirement";

    private readonly Dictionary<string, SqliteFile> files = [];
    private readonly List<Life> lives = [];

    public KeeperNetwork Network { get; } = new();

    public Archive Archive { get; } = new();

    /// <summary>How processes started from now on ask: fast, and with more patience than a test has.</summary>
    public HandOverSettings Settings { get; set; } = new()
    {
        Home = Registration,
        Patience = TimeSpan.FromSeconds(30),
        RepeatAfter = TimeSpan.FromMilliseconds(50),
        SweepInterval = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>Starts a process of a keeper; all of one keeper share its store.</summary>
    public async Task<Life> Start(string keeper, Faults? faults = null, TimeProvider? clock = null)
    {
        if (!files.TryGetValue(keeper, out var file))
        {
            files[keeper] = file = new();
        }

        var life = new Life(file, clock, faults, keepership: new(keeper, new(Network, keeper), Settings), subscribers: Archive);
        lives.Add(life);
        return await life.Start();
    }

    public async Task Stop(Life life)
    {
        lives.Remove(life);
        await life.DisposeAsync();
    }

    /// <summary>The standing at the end of a history that all keepers together have published, once it is there and found unbroken.</summary>
    public async Task<Standing> Whole(BatteryCode code, int sequence)
    {
        await Eventually.Holds($"{sequence} entries of {code} are published", () => Archive.Count(code) == sequence);
        var verification = new HistoryVerification(code);
        foreach (var entry in Archive.Of(code))
        {
            Assert.Null(verification.Next(entry.Utf8Json));
        }

        Assert.Equal(sequence, verification.Verified);
        return verification.Standing!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var life in lives)
        {
            await life.DisposeAsync();
        }

        foreach (var file in files.Values)
        {
            await file.DisposeAsync();
        }
    }
}

/// <summary>Keeps all that is published, by number, and complains of two entries with one.</summary>
internal sealed class Archive : ISubscriber<EntryRecorded>
{
    private readonly ConcurrentDictionary<(BatteryCode Battery, int Sequence), SealedEntry> entries = new();

    public int Count(BatteryCode code) => entries.Keys.Count(key => key.Battery == code);

    public IEnumerable<SealedEntry> Of(BatteryCode code) =>
        entries.Where(entry => entry.Key.Battery == code).OrderBy(entry => entry.Key.Sequence).Select(entry => entry.Value);

    public Task Receive(IReadOnlyList<EntryRecorded> messages, CancellationToken cancellation)
    {
        foreach (var entry in messages.Select(message => message.Entry))
        {
            Assert.Equal(entry.Seal, entries.GetOrAdd((entry.Entry.Battery, entry.Entry.Sequence), entry).Seal);
        }

        return Task.CompletedTask;
    }
}
