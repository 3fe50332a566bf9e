using System.Text.Json;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts;

/// <summary>What a verification found first that is wrong.</summary>
/// <param name="Sequence" example="7">The number of the first wrong (or missing) entry.</param>
/// <param name="Code" example="seal-broken">What is wrong, as a stable word (<c>seal-broken</c>, <c>chain-broken</c>, <c>number-missing</c> ...).</param>
/// <param name="Detail" example="The seal does not belong to this entry: it was changed after it was sealed.">The same in a sentence.</param>
public sealed record HistoryFlaw(int Sequence, string Code, string Detail);

/// <summary>Checks a battery's complete history, entry by entry, from nothing but the entries themselves.</summary>
public sealed class HistoryVerification
{
    private readonly BatteryCode battery;

    /// <summary>Begins with an empty history.</summary>
    public HistoryVerification(BatteryCode battery) => this.battery = battery;

    /// <summary>How many entries have been found right.</summary>
    public int Verified { get; private set; }

    /// <summary>The seal of the last of them, or null before the first.</summary>
    public Seal? Seal { get; private set; }

    /// <summary>The standing recomputed from them, or null before the first.</summary>
    public Standing? Standing { get; private set; }

    /// <summary>
    /// Checks the next entry: that it can be read (<c>entry-unreadable</c>), its seal (<c>seal-broken</c>), its battery
    /// (<c>entry-of-other-battery</c>), its number (<c>number-missing</c>, <c>number-repeated</c>), the seal before it
    /// (<c>chain-broken</c>), and that it can follow the standing so far (<c>entry-does-not-fit</c>).
    /// </summary>
    /// <returns>Null where it is right. After a flaw, no further entry can be checked.</returns>
    public HistoryFlaw? Next(ReadOnlyMemory<byte> utf8Json)
    {
        var expected = Verified + 1;
        SealedEntry next;
        try
        {
            next = SealedEntry.Read(utf8Json);
        }
        catch (JsonException unreadable)
        {
            return new(expected, "entry-unreadable", $"It cannot be read as an entry: {unreadable.Message}");
        }

        var entry = next.Entry;
        if (entry.Battery != battery)
        {
            return new(expected, "entry-of-other-battery", $"It is an entry of {entry.Battery}.");
        }

        if (entry.Sequence != expected)
        {
            return entry.Sequence < expected
                ? new(entry.Sequence, "number-repeated", $"A second entry has number {entry.Sequence}.")
                : new(expected, "number-missing", $"Entry {expected} is missing: {entry.Sequence} comes next.");
        }

        if (!next.SealHolds())
        {
            return new(expected, "seal-broken", "The seal does not belong to this entry: it was changed after it was sealed.");
        }

        if (entry.Previous != Seal)
        {
            return new(expected, "chain-broken", "It was not sealed to the entry before it.");
        }

        try
        {
            Standing = Standing.After(entry);
        }
        catch (EntryDoesNotFitException misfit)
        {
            return new(expected, "entry-does-not-fit", misfit.Message);
        }

        Seal = next.Seal;
        Verified = expected;
        return null;
    }
}
