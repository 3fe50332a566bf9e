using System.Text.Json;
using System.Text.Json.Serialization;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts;

/// <summary>What a verification found first that is wrong.</summary>
/// <param name="Sequence" example="7">The number of the first wrong (or missing) entry.</param>
/// <param name="Code" example="seal-broken">What is wrong, as a stable word (<c>seal-broken</c>, <c>chain-broken</c>, <c>number-missing</c> ...).</param>
/// <param name="Detail" example="The seal does not belong to this entry: it was changed after it was sealed.">The same in a sentence.</param>
public sealed record HistoryFlaw(int Sequence, string Code, string Detail)
{
    /// <summary>The sentence, for whoever tells it in another language.</summary>
    [JsonIgnore]
    public Phrase? Sentence { get; init; }
}

/// <summary>Checks a battery's complete history, entry by entry, from nothing but the entries themselves.</summary>
public sealed class HistoryVerification
{
    private static readonly Phrase Unreadable = new("It cannot be read as an entry: {0}");
    private static readonly Phrase OfOtherBattery = new("It is an entry of {0}.");
    private static readonly Phrase Repeated = new("A second entry has number {0}.");
    private static readonly Phrase Missing = new("Entry {0} is missing: {1} comes next.");
    private static readonly Phrase SealBroken = new("The seal does not belong to this entry: it was changed after it was sealed.");
    private static readonly Phrase ChainBroken = new("It was not sealed to the entry before it.");
    private static readonly Phrase DoesNotFit = new("It cannot follow the entries before it: {0}");

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
            return Flaw(expected, "entry-unreadable", Unreadable.With(unreadable.Message));
        }

        var entry = next.Entry;
        if (entry.Battery != battery)
        {
            return Flaw(expected, "entry-of-other-battery", OfOtherBattery.With(entry.Battery));
        }

        if (entry.Sequence != expected)
        {
            return entry.Sequence < expected
                ? Flaw(entry.Sequence, "number-repeated", Repeated.With(entry.Sequence))
                : Flaw(expected, "number-missing", Missing.With(expected, entry.Sequence));
        }

        if (!next.SealHolds())
        {
            return Flaw(expected, "seal-broken", SealBroken);
        }

        if (entry.Previous != Seal)
        {
            return Flaw(expected, "chain-broken", ChainBroken);
        }

        try
        {
            Standing = Standing.After(entry);
        }
        catch (EntryDoesNotFitException misfit)
        {
            return Flaw(expected, "entry-does-not-fit", DoesNotFit.With(misfit.Message));
        }

        Seal = next.Seal;
        Verified = expected;
        return null;
    }

    private static HistoryFlaw Flaw(int sequence, string code, Phrase sentence) => new(sequence, code, sentence.ToString()) { Sentence = sentence };
}
