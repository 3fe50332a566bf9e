using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures;
using Traceability.Hosting;
using Traceability.Hosting.Batches;
using Xunit;

namespace Traceability.Retirement.Tests;

public sealed class DoorTests
{
    private static readonly DatedRules<RetirementRules> Rules = DatedRules.Embedded<RetirementRules>(RetirementService.Name);

    private static readonly string Assessment = $$"""
        { "batteries": [
          { "battery": "{{Life.Pack}}", "occurredAt": "2026-10-15T16:00:00+08:00", "testedOn": "2026-10-15", "laboratory": "Hall 2", "equipment": "Cycler 4",
            "calibration": "CAL-1", "ambientCelsius": 24.5, "cRate": 0.33, "openCircuitVoltageV": 342.1, "dischargeCapacityAh": 132.7,
            "sohPercent": 99, "ratedCapacityAh": 134, "findings": ["leak"] },
          { "battery": "GZ9PB0100000A1G6K0000099", "occurredAt": "2026-10-15T16:00:00+08:00" } ] }
        """;

    [Fact]
    public async Task What_is_measured_is_recorded_and_what_is_typed_in_as_state_of_health_is_not()
    {
        await using var store = new RealStore();
        await store.Open(Life.Retired(), Life.Maker);
        var batch = JsonSerializer.Deserialize<Batch<AssessHealth>>(Assessment, TraceabilityJson.Options)!;

        var result = await AssessHealthEndpoint.Handle(
            batch, new Caller(Life.Maker), new IdempotencyKey("key-1"), store.Office, Rules, TestContext.Current.CancellationToken);

        var answer = Assert.IsType<JsonHttpResult<BatchResult>>(result.Result);
        Assert.Equal(207, answer.StatusCode);
        Assert.Equal(["health-assessed", null], answer.Value!.Results.Select(line => line.Receipt?.Kind));
        Assert.Equal([null, "malformed-body"], answer.Value!.Results.Select(line => line.Problem?.Code));
        Assert.Equal(76.7m, (await store.Office.Read(Life.Pack, TestContext.Current.CancellationToken))!.Health!.SohPercent);
        Assert.Equal("retirement/2026-07-30", (await store.Dossiers.Entries(Life.Pack, 2, TestContext.Current.CancellationToken))[0].Entry.Rules);
    }

    [Fact]
    public async Task Who_has_the_battery_in_care_learns_what_is_suggested_before_deciding()
    {
        await using var store = new RealStore();
        await store.Open(Life.Retired().Tested(80, SafetyFinding.Leak), Life.Maker);

        var suggested = Assert.IsType<Ok<SuggestedDisposition>>((await Suggest(store, Life.Maker)).Result).Value!;

        Assert.Equal(Disposition.Pretreatment, suggested.Suggested);
        Assert.Equal(["veto-leak", "soh-at-least-60"], suggested.Grounds);
        Assert.True(suggested.IsSecondLifeVetoed);
        Assert.Equal("retirement/2026-07-30", suggested.Rules);
        Assert.Equal(403, Assert.IsType<ProblemHttpResult>((await Suggest(store, Life.Stranger)).Result).StatusCode);
    }

    [Fact]
    public async Task Nothing_is_suggested_for_a_battery_that_nobody_registered()
    {
        await using var store = new RealStore();

        Assert.Equal(404, Assert.IsType<ProblemHttpResult>((await Suggest(store, Life.Maker)).Result).StatusCode);
    }

    private static Task<Results<Ok<SuggestedDisposition>, ProblemHttpResult>> Suggest(RealStore store, Party caller) => GetSuggestionEndpoint.Handle(
        new(Life.Pack), new Caller(caller), store.Office, Rules, store.Clock, TestContext.Current.CancellationToken);
}
