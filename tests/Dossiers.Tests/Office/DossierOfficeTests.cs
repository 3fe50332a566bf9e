using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.Office;

public sealed class DossierOfficeTests : IAsyncDisposable
{
    private static readonly BatteryCode Code = Some.Code(1);
    private readonly SqliteFile file = new();
    private readonly Life life;

    public DossierOfficeTests() => life = new(file);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await life.DisposeAsync();
        await file.DisposeAsync();
    }

    [Fact]
    public async Task A_hundred_commands_at_once_on_one_battery_are_all_recorded()
    {
        await Open();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 100).Select(i => Task.Run(() => Correct(i))));

        Assert.Equal(Enumerable.Range(2, 100), outcomes.Select(outcome => Receipt(outcome).Sequence).Order());
        Assert.Equal(101, (await life.Verified(Code)).Sequence);
    }

    [Fact]
    public async Task Of_a_hundred_commands_the_decision_lets_only_one_through()
    {
        await Open();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 100).Select(_ => Task.Run(() => life.Office.Record(
            Code, Some.Act(), (standing, _) => CommonRules.RefuseStage(standing, Stage.Available) is { } refusal ? refusal : Some.Installed, Cancellation))));

        Assert.Single(outcomes, outcome => outcome is Outcome.Recorded);
        Assert.All(outcomes.OfType<Outcome.Refused>(), outcome => Assert.Equal(DossierRefusals.WrongStage, outcome.Refusal.Kind));
        Assert.Equal(2, (await life.Verified(Code)).Sequence);
    }

    [Fact]
    public async Task Two_offices_on_one_store_lose_nothing_to_each_other()
    {
        await Open();
        await using var twin = new Life(file);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => Correct(i, office: i % 2 == 0 ? twin.Office : null))));

        Assert.Equal(Enumerable.Range(2, 20), outcomes.Select(outcome => Receipt(outcome).Sequence).Order());
        Assert.Equal(21, (await life.Verified(Code)).Sequence);
    }

    [Fact]
    public async Task A_repeated_command_gets_its_first_receipt_however_far_the_dossier_has_gone_on()
    {
        await Open();
        var first = Receipt(await Correct(1, Some.Act("key")));
        await Correct(2);
        await life.Office.Record(Code, Some.Act(), (_, _) => Some.Installed, Cancellation);

        Assert.Equal(Text.Of(first), Text.Of(Receipt(await Correct(1, Some.Act("key")))));
        Assert.Equal(4, (await life.Verified(Code)).Sequence);
    }

    [Fact]
    public async Task A_key_that_came_with_another_request_is_refused()
    {
        await Open();
        await Correct(1, Some.Act("key", "one"));

        Assert.Equal(DossierRefusals.IdempotencyKeyReused, Refusal(await Correct(2, Some.Act("key", "two"))).Kind);
        var elsewhere = await life.Office.Open(Some.Code(2), Some.Act("key", "two"), _ => Some.Registered, Cancellation);
        Assert.Equal(DossierRefusals.IdempotencyKeyReused, Refusal(elsewhere).Kind);
        Assert.IsType<Outcome.Recorded>(await life.Office.Open(Some.Code(2), Some.Act("key", "one"), _ => Some.Registered, Cancellation));
    }

    [Fact]
    public async Task A_command_repeated_at_the_same_time_is_recorded_once()
    {
        await Open();
        await using var twin = new Life(file);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => Correct(7, Some.Act("key"), i % 2 == 0 ? twin.Office : null))));

        Assert.Single(outcomes.Select(outcome => Receipt(outcome).Seal).Distinct());
        Assert.Equal(2, (await life.Verified(Code)).Sequence);
    }

    [Fact]
    public async Task A_command_that_its_own_repetition_has_made_impossible_still_gets_the_receipt()
    {
        await Open();
        await using var twin = new Life(file);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => Install((i % 2 == 0 ? twin : life).Office))));

        Assert.All(outcomes, outcome => Assert.Equal(2, Receipt(outcome).Sequence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Between_any_two_calls_of_the_store_a_repetition_may_be_first(int call)
    {
        await Open();
        var first = new Faults(call, after: false, forEver: false, interlude: () => Install(life.Office));
        var office = new DossierOffice(new FaultyDossierStore(life.Store, first), life.Relay, new NoonClock(), new(Some.Keeper));

        Assert.Equal(2, Receipt(await Install(office)).Sequence);
        Assert.Equal(2, (await life.Verified(Code)).Sequence);
    }

    [Fact]
    public async Task A_clock_set_back_does_not_turn_the_order_of_recording_round()
    {
        var late = Receipt(await Open());
        await using var early = new Life(file, new NoonClock(TimeSpan.FromHours(-3)));

        var receipt = Receipt(await Correct(1, Some.Act(occurredAt: Some.Noon.AddHours(-4)), early.Office));

        Assert.Equal(late.RecordedAt, receipt.RecordedAt);
        Assert.Equal("occurred-before-predecessor", Assert.Single(receipt.Warnings).Code);
        await life.Verified(Code);
    }

    [Fact]
    public async Task Commands_meet_the_refusals_that_hold_for_all()
    {
        Assert.Equal(DossierRefusals.BatteryUnknown, Refusal(await Correct(1)).Kind);
        Assert.Equal(DossierRefusals.OccurredInFuture, Refusal(await Open(Some.Noon.AddHours(1))).Kind);
        await Open();
        Assert.Equal(DossierRefusals.BatteryExists, Refusal(await Open()).Kind);
        Assert.Equal(DossierRefusals.OccurredInFuture, Refusal(await Correct(1, Some.Act(occurredAt: Some.Noon.AddHours(1)))).Kind);
        Assert.Null(await life.Office.Read(Some.Code(2), Cancellation));
        Assert.Equal(1, (await life.Office.Read(Code, Cancellation))?.Sequence);
    }

    [Fact]
    public async Task A_claimed_dossier_is_busy_until_the_claim_leaves()
    {
        await Open();
        await life.Store.Claim(Code, Some.Keeper, 1, "order", Cancellation);

        Assert.Equal(DossierRefusals.BatteryBusy, Refusal(await Correct(1)).Kind);
        var waiting = Correct(1);
        await life.Store.Unclaim(Code, "order", Cancellation);
        Assert.Equal(2, Receipt(await waiting).Sequence);
    }

    private static Receipt Receipt(Outcome outcome) => Assert.IsType<Outcome.Recorded>(outcome).Receipt;

    private static Refusal Refusal(Outcome outcome) => Assert.IsType<Outcome.Refused>(outcome).Refusal;

    private Task<Outcome> Open(DateTimeOffset? occurredAt = null) =>
        life.Office.Open(Code, Some.Act(occurredAt: occurredAt), _ => Some.Registered, Cancellation);

    private static Task<Outcome> Install(DossierOffice office) => office.Record(
        Code, Some.Act("key"), (standing, _) => CommonRules.RefuseStage(standing, Stage.Available) is { } refusal ? refusal : Some.Installed, Cancellation);

    private Task<Outcome> Correct(int number, Act? act = null, DossierOffice? office = null) =>
        (office ?? life.Office).Record(Code, act ?? Some.Act(), (_, _) => Some.Corrected(number), Cancellation);
}
