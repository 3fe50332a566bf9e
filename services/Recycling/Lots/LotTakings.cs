using Traceability.Contracts;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Traceability.Hosting;

namespace Traceability.Recycling;

/// <summary>
/// Takes from several lots for one thing, wholly or not at all: first from each, then the thing comes about, then each use is kept or
/// given back by whether it did (<see cref="LotSettlement"/>).
/// </summary>
public sealed class LotTakings(LotBook lots, LotSettlement settlement, TimeProvider clock)
{
    /// <summary>Takes from lots, lets something come about of it, and keeps or gives back.</summary>
    /// <param name="use">The id of the uses: the same for every repetition of the request.</param>
    /// <param name="wanted">The lots, each once.</param>
    /// <param name="decide">From a lot (null where there is none), its number and the time to a use or a refusal; pure.</param>
    /// <param name="refused">From the refusal of a lot to the outcome.</param>
    /// <param name="comeAbout">From the uses to the outcome. What it writes tells whether they are kept.</param>
    /// <param name="cancellation">Stops trying; what is written by then stays written.</param>
    /// <typeparam name="T">The outcome.</typeparam>
    public async Task<T> Wholly<T>(
        string use, IReadOnlyList<string> wanted, Func<Lot?, int, DateTimeOffset, LotTaking> decide, Func<Refusal, T> refused,
        Func<IReadOnlyList<LotUse>, Task<T>> comeAbout, CancellationToken cancellation)
    {
        // Repetitions and the sweep work under the same id: what one of them takes, another must not give back in the middle of it.
        using var turn = await settlement.Enter(use, cancellation);
        var uses = new List<LotUse>(wanted.Count);
        for (var number = 0; number < wanted.Count; number++)
        {
            await ResolveLeftBehind(wanted[number], use, cancellation);
            var i = number;
            var taking = await lots.Take(wanted[number], lot => decide(lot, i, clock.GetUtcNow()), cancellation);
            if (taking.Refusal is { } refusal)
            {
                await ResolveAll(wanted, uses);
                return refused(refusal);
            }

            uses.Add(taking.Uses[0]);
        }

        var outcome = await comeAbout(uses);
        await ResolveAll(wanted, uses);
        return outcome;
    }

    // What a crash has left of an earlier request may be of another mass.
    private async Task ResolveLeftBehind(string lot, string use, CancellationToken cancellation)
    {
        if ((await lots.Find(lot, cancellation))?.Uses.FirstOrDefault(left => left.Id == use) is { } left)
        {
            await settlement.Resolve(lot, left, cancellation);
        }
    }

    // The caller may be gone by now; what it took must not stay open for that.
    private async Task ResolveAll(IReadOnlyList<string> wanted, List<LotUse> uses)
    {
        foreach (var (lot, use) in wanted.Zip(uses))
        {
            await settlement.Resolve(lot, use, CancellationToken.None);
        }
    }
}

/// <summary>A lot to take from.</summary>
/// <param name="Lot" example="lot-0123456789abcdef0123">The lot; it is the caller's.</param>
/// <param name="MassKg" example="120">How much of it, in kilograms; else all that remains.</param>
public sealed record LotToTake(string Lot, decimal? MassKg = null)
{
    private const int IdLengthMax = 64;

    /// <summary>Why a list of lots cannot be one, whatever the lots say, or null.</summary>
    public static Refusal? Refuse(IReadOnlyList<LotToTake> lots) =>
        lots.Select(static (line, i) =>
                (line is null ? HostingRefusals.MalformedBody.With(HostingPhrases.IsNull.With($"lots[{i}]")).At($"lots[{i}]") : null)
                ?? CommonRules.RefuseText(line!.Lot, IdLengthMax, $"lots[{i}].lot")
                ?? Masses.Refuse(line.MassKg, Masses.LotKgMax, $"lots[{i}].massKg"))
            .FirstOrDefault(refusal => refusal is not null)
        ?? (lots.CountBy(line => line.Lot).FirstOrDefault(count => count.Value > 1) is { Value: > 1, Key: var repeated }
            ? RecyclingRefusals.LotRepeated.With(Ids.Shown(repeated)).At("lots")
            : null);

    /// <summary>Whether the caller may take from the lot: the use with its mass, that of the same request before, or a refusal.</summary>
    /// <param name="lot">The lot, or null where there is none.</param>
    /// <param name="number">Which line of the request this is.</param>
    /// <param name="use">What it is taken for.</param>
    /// <param name="caller">Who asks.</param>
    public LotTaking Decide(Lot? lot, int number, LotUse use, Party caller)
    {
        if (LotRules.RefuseUnknown(lot, Lot, caller) is { } unknown)
        {
            return unknown.At($"lots[{number}].lot");
        }

        if (LotRules.Before(lot!, before => before.Id == use.Id, use.RequestHash) is { } before)
        {
            return before;
        }

        var massKg = MassKg ?? lot!.RemainingKg;
        return (LotRules.RefuseUnlessOwner(lot!, caller)?.At($"lots[{number}].lot")
            ?? LotRules.RefuseEarly(lot!, use.OccurredAt)
            ?? (massKg == 0 ? LotRefusals.LotExhausted.With(massKg, lot!.Id, lot.RemainingKg) : LotRules.RefuseRest(lot!, massKg))?.At($"lots[{number}].massKg")) is { } refusal
            ? refusal
            : use with { MassKg = massKg };
    }
}
