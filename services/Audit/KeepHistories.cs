using System.Text.Json;
using Microsoft.Extensions.Logging;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;

namespace Traceability.Audit;

/// <summary>Puts the copies of all entries together, whatever order they come in.</summary>
public sealed partial class KeepHistories(IHistoryStore histories, ILogger<KeepHistories> log) : ISubscriber<EntryRecorded>
{
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public async Task Receive(IReadOnlyList<EntryRecorded> messages, CancellationToken cancellation)
    {
        var entries = messages.Select(message => message.Entry).ToList();
        while (true)
        {
            var moves = new List<StandingMove>();
            foreach (var battery in entries.GroupBy(entry => entry.Entry.Battery))
            {
                if (await Move(battery.Key, [.. battery], cancellation) is { } move)
                {
                    moves.Add(move);
                }
            }

            if (await histories.Keep(entries, moves, cancellation))
            {
                return;
            }
        }
    }

    private async Task<StandingMove?> Move(BatteryCode battery, List<SealedEntry> news, CancellationToken cancellation)
    {
        var standing = await histories.Standing(battery, cancellation);
        var from = standing?.Sequence ?? 0;
        var moved = Fold(standing, news);

        // Entries that came early lie kept and may follow now.
        var kept = await histories.Entries(battery, moved?.Sequence ?? 0, PageSize, cancellation);
        if (kept.Count > 0)
        {
            moved = Fold(moved, [.. kept.Select(Read).OfType<SealedEntry>(), .. news]);
        }

        return moved is not null && moved.Sequence > from ? new(from, moved) : null;
    }

    // One that does not fit is kept but not folded: the verification names it.
    private Standing? Fold(Standing? standing, IReadOnlyList<SealedEntry> news)
    {
        var entries = news.ToLookup(entry => entry.Entry.Sequence);
        while (entries[(standing?.Sequence ?? 0) + 1].FirstOrDefault() is { } next)
        {
            try
            {
                standing = standing.After(next.Entry);
            }
            catch (EntryDoesNotFitException misfit)
            {
                LogMisfit(misfit, next.Entry.Battery, next.Entry.Sequence);
                return standing;
            }
        }

        return standing;
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
