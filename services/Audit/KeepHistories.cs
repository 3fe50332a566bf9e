using System.Text.Json;
using Microsoft.Extensions.Logging;
using Traceability.Audit.Search;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Audit;

/// <summary>Puts the copies of all entries together, whatever order they come in.</summary>
public sealed partial class KeepHistories(IHistoryStore histories, DiscrepancyTolerance tolerance, ILogger<KeepHistories> log) : ISubscriber<EntryRecorded>
{
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public async Task Receive(IReadOnlyList<EntryRecorded> messages, CancellationToken cancellation)
    {
        var entries = messages.Select(message => message.Entry).ToList();
        var news = entries.ToLookup(entry => entry.Entry.Battery);
        var batteries = news.Select(battery => battery.Key).ToList();
        while (true)
        {
            var kept = await histories.Kept(batteries, cancellation);
            var moves = new List<StandingMove>(batteries.Count);
            foreach (var battery in batteries)
            {
                moves.Add(await Move(battery, kept[battery], news[battery], cancellation));
            }

            if (await histories.Keep(entries, moves, cancellation))
            {
                return;
            }
        }
    }

    private async Task<StandingMove> Move(BatteryCode battery, KeptHistory from, IEnumerable<SealedEntry> news, CancellationToken cancellation)
    {
        var entries = news.ToList();
        if (from.HasEarly)
        {
            // What was kept came first; of two entries with one number, it is the one that counts.
            var kept = await histories.Entries(battery, from.Standing?.Sequence ?? 0, PageSize, cancellation);
            entries.InsertRange(0, kept.Select(Read).OfType<SealedEntry>());
        }

        var fold = new HistoryFold(from.Standing, tolerance);
        if (fold.Follow(entries) is { } misfit)
        {
            LogMisfit(misfit, battery, fold.Sequence + 1);
        }

        return new()
        {
            Battery = battery,
            From = from,
            To = new(fold.Standing, entries.Any(entry => entry.Entry.Sequence > fold.Sequence) || (from.HasEarly && entries.Count >= PageSize)),
            Followed = fold.Followed,
            Discrepancies = fold.Discrepancies,
        };
    }

    private static SealedEntry? Read(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            return SealedEntry.Read(utf8Json);
        }
        catch (JsonException)
        {
            // Kept, but not folded: the verification names it.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Entry {Sequence} of {Battery} does not fit its history")]
    private partial void LogMisfit(Exception misfit, BatteryCode battery, int sequence);
}
