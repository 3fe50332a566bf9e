using System.Globalization;
using Traceability.Audit.RefusedAttempts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;
using static Traceability.Audit.Tests.Histories;

namespace Traceability.Audit.Tests;

public abstract class RefusedAttemptContract : AuditContract
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 8, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_attempt_on_one_day_counts_as_one()
    {
        await using var histories = await Open();
        await Keep(histories, Refused(Battery(1)), Refused(Battery(1), minutes: 5), Refused(Battery(1), minutes: 24 * 60), Refused(Battery(1), problem: "not-holder"));

        var attempts = (await Find(histories)).Attempts;
        Assert.Equal([("not-holder", 1), ("battery-exists", 1), ("battery-exists", 2)], attempts.Select(attempt => (attempt.Problem, attempt.Count)));
        Assert.Equal((Noon, Noon.AddMinutes(5)), (attempts[^1].FirstAt, attempts[^1].LastAt));
    }

    [Fact]
    public async Task A_party_sees_its_own_and_a_regulator_those_of_its_parties_and_batteries()
    {
        await using var histories = await Open();
        await histories.Receive(Life(Battery(2), 1));
        await Keep(histories, Refused(Battery(1)), Refused(Battery(2)), Refused(Battery(3), party: Maker, region: "440300"));

        Task<RefusedAttemptPage> Seen(string? region = null, PartyId? own = null) => histories.Refusals.Find(new() { OwnOf = own, Region = region, Limit = 10 }, Cancellation);
        Assert.Equal([Battery(2), Battery(1)], (await Seen(own: Dealer)).Attempts.Select(attempt => attempt.Battery));
        Assert.Equal([Battery(2), Battery(1)], (await Seen("5203")).Attempts.Select(attempt => attempt.Battery));
        Assert.Equal([Battery(2)], (await Seen("520115")).Attempts.Select(attempt => attempt.Battery));
        Assert.Equal([Battery(3)], (await Seen("44")).Attempts.Select(attempt => attempt.Battery));
        Assert.Empty((await Seen("11")).Attempts);
    }

    [Fact]
    public async Task They_are_found_by_battery_party_problem_and_time_page_by_page()
    {
        await using var histories = await Open();
        await Keep(histories, [.. Enumerable.Range(1, 9).Select(serial => Refused(Battery(serial), problem: serial % 2 == 0 ? "battery-exists" : "not-holder", minutes: serial))]);
        async Task<int> Count(RefusedAttemptCriteria criteria) => (await histories.Refusals.Find(criteria, Cancellation)).Attempts.Count;

        Assert.Equal(1, await Count(new() { Battery = Battery(3), Limit = 10 }));
        Assert.Equal(4, await Count(new() { Problem = "battery-exists", Limit = 10 }));
        Assert.Equal(0, await Count(new() { Party = Maker, Limit = 10 }));
        Assert.Equal(3, await Count(new() { From = Noon.AddMinutes(4), To = Noon.AddMinutes(6), Limit = 10 }));
        var first = await histories.Refusals.Find(new() { Limit = 5 }, Cancellation);
        Assert.Equal([4, 3, 2, 1], (await histories.Refusals.Find(new() { After = first.Next, Limit = 5 }, Cancellation)).Attempts.Select(attempt => int.Parse(attempt.Battery.SerialNumber!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task One_party_cannot_fill_the_register_in_a_day()
    {
        await using var histories = await Open();
        await Keep(histories, [.. Enumerable.Range(1, IRefusedAttempts.PerPartyAndDayMax + 5).Select(serial => Refused(Battery(serial)))]);
        await Keep(histories, Refused(Battery(1)), Refused(Battery(1), party: Maker));
        Assert.Equal(IRefusedAttempts.PerPartyAndDayMax + 1, (await histories.Refusals.Find(new() { Limit = int.MaxValue }, Cancellation)).Attempts.Count);
        Assert.Equal(2, (await histories.Refusals.Find(new() { Battery = Battery(1), Party = Dealer, Limit = 10 }, Cancellation)).Attempts.Single().Count);
    }

    private static RecordingRefusedFrom Refused(BatteryCode battery, PartyId? party = null, string problem = "battery-exists", int minutes = 0, string region = "520303") => new(
        new()
        {
            Battery = battery, Party = party ?? Dealer, Service = "registration", Problem = problem, Detail = "It exists.",
            OccurredAt = Noon, RefusedAt = Noon.AddMinutes(minutes),
        },
        RegionCode.Of(region));

    private static Task Keep(Histories histories, params IEnumerable<RecordingRefusedFrom> attempts) =>
        histories.Refusals.Keep([.. attempts.Select(attempt => (attempt.Refused, (RegionCode?)attempt.Region))], Cancellation);

    private static Task<RefusedAttemptPage> Find(Histories histories) => histories.Refusals.Find(new() { Limit = 10 }, Cancellation);

    private sealed record RecordingRefusedFrom(RecordingRefused Refused, RegionCode Region);
}
