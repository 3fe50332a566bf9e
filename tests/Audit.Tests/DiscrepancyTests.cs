using Traceability.Audit.Search;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

public sealed class DiscrepancyTests
{
    [Theory]
    [InlineData(70, 73, false)]
    [InlineData(70, 73.1, true)]
    [InlineData(70, 60, false)]
    public void A_later_test_that_is_better_by_more_than_the_tolerance_is_odd(decimal first, decimal second, bool odd)
    {
        DiscrepancyKind[] expected = odd ? [DiscrepancyKind.SohRises] : [];
        Assert.Equal(expected, Kinds(Registered(), Retired, Tested(first), Tested(second)));
    }

    [Fact]
    public void After_parts_were_changed_a_better_test_is_not_odd() => Assert.Empty(Kinds(
        Registered([Battery(2)]), Retired, Tested(60), new PartsTakenOut { Parts = [Battery(2)], Reason = "Weak module." }, Tested(80)));

    [Fact]
    public void An_offer_that_ran_out_is_odd() => Assert.Equal([DiscrepancyKind.OfferNeverAnswered], Kinds(
        Registered(),
        new TransferOffered { Transfer = "t1", Type = TransferType.Sale, From = Maker, To = Dealer, ExpiresAt = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero) },
        new TransferExpired { Transfer = "t1" }));

    [Fact]
    public async Task What_is_odd_is_found_and_names_the_entry()
    {
        await using var histories = new SqliteHistories();
        await histories.Receive([.. Life(Battery(1), 4), .. Tell(Battery(2), Registered(), Retired, Tested(60), Tested(90))]);

        var found = Assert.Single((await histories.Search.Find(new() { Seer = null, Discrepancy = DiscrepancyKind.SohRises, Limit = 10 }, Cancellation)).Batteries);
        Assert.Equal(Battery(2), found.Battery);
        Assert.Equal((DiscrepancyKind.SohRises, 4), found.Discrepancies is [var odd] ? (odd.Kind, odd.Sequence) : default);
    }

    private static IEnumerable<DiscrepancyKind> Kinds(params EntryData[] facts)
    {
        Standing? standing = null;
        foreach (var entry in Tell(Battery(1), facts).Select(entry => entry.Entry))
        {
            if (Discrepancies.Of(standing, entry, DiscrepancyTolerance.Usual) is { } discrepancy)
            {
                yield return discrepancy.Kind;
            }

            standing = standing.After(entry);
        }
    }
}
