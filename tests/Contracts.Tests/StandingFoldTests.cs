using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Xunit;
using static Traceability.Contracts.Tests.Lives;

namespace Traceability.Contracts.Tests;

public sealed class StandingFoldTests
{
    private static readonly Dictionary<string, EntryData[]> States = new()
    {
        ["none"] = [],
        ["available"] = [Registered],
        ["product"] = [Product],
        ["offered"] = [Registered, Offered],
        ["private"] = [Registered, Sold],
        ["installed"] = [Registered, Installed],
        ["built-in"] = [Registered, BuiltIn],
        ["retired"] = [Registered, Retired],
        ["received"] = [Registered, Retired, Received],
        ["deployed"] = [Product, Deployed],
        ["made-into-product"] = [Registered, Retired, IntoProduct],
        ["treated"] = [Registered, Retired, Received, Treated],
    };

    // Where each entry may follow; everywhere else it must throw.
    private static readonly Dictionary<EntryData, string> Fits = new()
    {
        [Registered] = "none",
        [Product] = "none",
        [BuiltIn] = "available product offered private",
        [TakenOut] = "built-in",
        [PartTakenOut] = "available offered private installed built-in retired received",
        [Installed] = "available product offered private",
        [Removed] = "installed",
        [NameplateCorrected] = "available product offered private installed built-in retired received deployed",
        [VinCorrected] = "installed",
        [Offered] = "available product private installed retired received deployed",
        [Accepted] = "offered",
        [Rejected] = "offered",
        [Withdrawn] = "offered",
        [Expired] = "offered",
        [Sold] = "available product offered installed",
        [Collected] = "private",
        [Retired] = "available product offered private installed deployed",
        [Missing] = "installed",
        [Assessed] = "retired received",
        [Decided] = "retired received",
        [IntoProduct] = "retired received",
        [Deployed] = "product",
        [Moved] = "deployed",
        [TakenBack] = "deployed",
        [Received] = "retired received",
        [Treated] = "received",
    };

    public static TheoryData<string> StateNames => [.. States.Keys];

    [Theory]
    [MemberData(nameof(StateNames))]
    public void An_entry_follows_where_it_fits_and_throws_everywhere_else(string state)
    {
        foreach (var data in Everything)
        {
            var standing = Standing(States[state]);
            var entry = Entry(data, (standing?.Sequence ?? 0) + 1);

            if (Fits[data].Split(' ').Contains(state))
            {
                Assert.Equal(entry.Sequence, standing.After(entry).Sequence);
            }
            else
            {
                var thrown = Assert.Throws<EntryDoesNotFitException>(() => standing.After(entry));
                Assert.Contains($"({entry.Kind})", thrown.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_kind_is_in_the_table_above() =>
        Assert.Equal(EntryKinds.All, Fits.Keys.Select(EntryKinds.Of).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void An_entry_of_another_battery_or_number_or_from_before_does_not_fit()
    {
        var standing = Standing(Registered);
        var next = Entry(Installed, 2);

        Assert.Throws<EntryDoesNotFitException>(() => standing.After(next with { Battery = Whole }));
        Assert.Throws<EntryDoesNotFitException>(() => standing.After(next with { Sequence = 3 }));
        Assert.Throws<EntryDoesNotFitException>(() => standing.After(next with { Sequence = 1 }));
        Assert.Throws<EntryDoesNotFitException>(() => standing.After(next with { RecordedAt = standing!.RecordedAt.AddMilliseconds(-1) }));
        Assert.Throws<EntryDoesNotFitException>(() => default(Standing).After(Entry(Registered, 2)));
        Assert.NotNull(standing.After(next with { RecordedAt = standing!.RecordedAt }));
    }

    public static TheoryData<string> Contradictions => ["other vehicle", "other whole", "no part of it", "other transfer", "other person", "not its vehicle", "part in use", "both corrected"];

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void An_entry_that_contradicts_what_is_true_does_not_fit(string contradiction)
    {
        (EntryData[] Life, EntryData Next) = contradiction switch
        {
            "other vehicle" => (States["installed"], new BatteryRemoved { Vin = Vin.Of("1M8GDM9AXKP042788"), Reason = RemovalReason.Swap, Region = Zunyi }),
            "other whole" => (States["built-in"], ((BatteryTakenOut)TakenOut) with { From = Part }),
            "no part of it" => (States["available"], ((PartsTakenOut)PartTakenOut) with { Parts = [Part, Whole] }),
            "other transfer" => (States["offered"], ((TransferAccepted)Accepted) with { Transfer = "transfer-2" }),
            "other person" => (States["private"], ((CollectedFromPrivateOwner)Collected) with { Owner = OwnerReference.New() }),
            "not its vehicle" => (States["installed"], ((MissingAtScrapping)Missing) with { Vin = Vin.Of("1M8GDM9AXKP042788") }),
            "part in use" => (States["built-in"], ((BatteryTakenOut)TakenOut) with { Stage = Stage.Installed }),
            _ => (States["installed"], (EntryData)(((BatteryCorrected)VinCorrected) with { Nameplate = Plate })),
        };

        Assert.Throws<EntryDoesNotFitException>(() => Standing([.. Life, Next]));
    }

    [Fact]
    public void A_whole_life_ends_in_a_standing_that_says_what_became_of_it()
    {
        var standing = Standing(Registered, Installed, VinCorrected, Sold, Retired, Collected, Assessed, Decided, Offered, Accepted, Received, Treated)!;

        Assert.Equal(Stage.Treated, standing.Stage);
        Assert.Equal("treatment-1", standing.Treatment);
        Assert.Equal(Vin.Of("1M8GDM9AXKP042788"), standing.LastVin);
        Assert.Null(standing.Vehicle);
        Assert.Equal([Maker, Recycler, VehicleMaker], standing.Readers);
        Assert.Equal([Guiyang, Zunyi], standing.Regions);
        Assert.Equal(Decided, standing.Disposition);
        Assert.Equal(Received, standing.Reception);
    }

    [Fact]
    public void What_was_missing_at_scrapping_stays_where_it_was_and_is_flagged_until_it_turns_up()
    {
        var missing = Standing(Registered, Sold, Installed, ((MissingAtScrapping)Missing) with { Region = Guiyang })!;

        Assert.True(missing is { Stage: Stage.Installed, Missing: not null, MissingSince: not null, Vehicle: not null });
        Assert.Equal(Zunyi, missing.Region);
        Assert.NotNull(Standing(Registered, Installed, Missing, NameplateCorrected, Offered)!.Missing);
        foreach (var turnsUp in new[] { Removed, Retired, Sold, VinCorrected })
        {
            Assert.True(Standing(Registered, Installed, Missing, turnsUp) is { Missing: null, MissingSince: null });
        }
    }

    [Fact]
    public void What_changes_hands_must_be_received_again()
    {
        Assert.NotNull(Standing(Registered, Retired, Offered, Received)!.Reception);
        Assert.Null(Standing(Registered, Retired, Offered, Received, Accepted)!.Reception);
    }

    [Fact]
    public void What_parts_were_taken_out_of_must_be_weighed_tested_and_decided_on_again()
    {
        var whole = Standing(Registered, Retired, Assessed, Decided, Received)!;
        var opened = Standing(Registered, Retired, Assessed, Decided, Received, PartTakenOut)!;

        Assert.True(whole is { Reception: not null, Health: not null, Disposition: not null });
        Assert.True(opened is { Reception: null, Health: null, Disposition: null, Stage: Stage.Retired });
    }

    [Fact]
    public void A_new_test_asks_for_a_new_decision() => Assert.Null(Standing(Registered, Retired, Assessed, Decided, Assessed)!.Disposition);

    [Fact]
    public void An_offer_is_open_until_its_time_is_past()
    {
        var standing = Standing(Registered, Offered)!;

        Assert.NotNull(standing.OpenOffer(standing.Offer!.ExpiresAt.AddMilliseconds(-1)));
        Assert.Null(standing.OpenOffer(standing.Offer!.ExpiresAt));
    }
}
