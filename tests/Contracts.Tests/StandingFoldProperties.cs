using CsCheck;
using Traceability.Contracts.Entries;
using Xunit;
using static Traceability.Contracts.Tests.Lives;

namespace Traceability.Contracts.Tests;

public sealed class StandingFoldProperties
{
    // Variants that lead back and forth between parties and stages, so that long lives come about.
    private static readonly IReadOnlyList<EntryData> Happenings =
    [
        .. Everything,
        ((BatteryTakenOut)TakenOut) with { Stage = Stage.Available, Holder = Maker, Custodian = Maker },
        ((TransferAccepted)Accepted) with { Holder = Maker, Custodian = Recycler, Region = Guiyang },
        ((TransferAccepted)Accepted) with { Holder = Person, Custodian = Person },
    ];

    private static readonly Gen<List<int>> AnyLife = Gen.Int[0, Happenings.Count - 1].List[0, 60];

    [Fact]
    public void Whatever_fits_in_whatever_order_the_standing_stays_sound() => AnyLife.Sample(choices =>
    {
        Standing? standing = null;
        var count = 0;
        foreach (var choice in choices.Prepend(choices.Count % 2))
        {
            Standing next;
            try
            {
                next = standing.After(Entry(Happenings[choice], count + 1));
            }
            catch (EntryDoesNotFitException)
            {
                continue;
            }

            count++;
            AssertSound(standing, next, count);
            standing = next;
        }
    });

    private static void AssertSound(Standing? before, Standing now, int count)
    {
        Assert.Equal(count, now.Sequence);
        Assert.False(before?.Stage.IsEnd() ?? false, "Nothing follows an end.");
        Assert.Equal(now.Readers, now.Readers.Distinct());
        Assert.Equal(before?.Readers ?? [], now.Readers.Take(before?.Readers.Count ?? 0));
        Assert.Contains(now.Maker, now.Readers);
        Assert.True(now.Holder.Party is not { } holder || now.Readers.Contains(holder));
        Assert.True(now.Custodian.Party is not { } custodian || now.Readers.Contains(custodian));
        Assert.Equal(now.Regions, now.Regions.Distinct());
        Assert.Contains(now.Region, now.Regions);
        Assert.Equal(now.Stage == Stage.Installed, now.Vehicle is not null);
        Assert.Equal(now.Stage == Stage.BuiltIn, now.BuiltInto is not null);
        Assert.Equal(now.Stage == Stage.Deployed, now.Deployment is not null);
        Assert.Equal(now.Stage == Stage.MadeIntoProduct, now.Product is not null);
        Assert.Equal(now.Stage == Stage.Treated, now.Treatment is not null);
        Assert.True(now.Offer is null || !now.Stage.IsEnd());
        Assert.True(now.RecordedAt >= (before?.RecordedAt ?? now.RecordedAt));
    }
}
