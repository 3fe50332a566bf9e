using System.Diagnostics;
using Traceability.Simulation.Stores;
using Traceability.Simulation.Telling;
using Xunit;

namespace Traceability.Simulation;

/// <summary>
/// The recording, handing-over and publishing code itself, on simulated stores, network and time: whatever gets lost, doubled or late,
/// whoever crashes, the registry keeps its promises.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int HistoriesToFindIt = 20_000;
    private const int EnoughToTell = 1000;

    [Fact]
    public void Whatever_fails_the_registry_keeps_its_promises()
    {
        var running = Stopwatch.StartNew();
        var (failing, endings) = Teller.Tell(Options.Seed, Options.Histories);

        Assert.True(failing is null, failing is null ? null : Teller.Explain(failing.Value));
        output.WriteLine(
            $"{endings.Count} histories in {running.Elapsed.TotalSeconds:0.0} s, {endings.Count / running.Elapsed.TotalSeconds:0} a second: "
            + $"{endings.Sum(ending => ending.Recorded)} commands recorded, {endings.Sum(ending => ending.Entries)} entries, "
            + $"{endings.Sum(ending => ending.HandOvers)} hand-overs, {endings.Sum(ending => ending.Mishaps)} mishaps");

        // Promises that are never put to the test are easily kept.
        if (endings.Count >= EnoughToTell)
        {
            Assert.True(endings.Sum(ending => ending.HandOvers) >= endings.Count);
            Assert.True(endings.Sum(ending => ending.Mishaps) >= endings.Count / 2);
            Assert.True(endings.Sum(ending => ending.Entries) >= 4 * endings.Count);
        }
    }

    [Fact]
    public void A_seed_tells_the_same_history_each_time()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var first = History.Of(Planner.Plan(seed), isTold: true);
            Assert.NotEmpty(first.Trace);
            Assert.Equal(first.Trace, History.Of(Planner.Plan(seed), isTold: true).Trace);
        }
    }

    [Theory]
    [InlineData(Check.Epoch)]
    [InlineData(Check.ExpectedNumber)]
    [InlineData(Check.Keeper)]
    [InlineData(Check.Claim)]
    [InlineData(Check.IdempotencyKey)]
    [InlineData(Check.SentNumber)]
    [InlineData(Check.Posting)]
    [InlineData(Check.OrderOnTheBus)]
    [InlineData(Check.Revision)]
    public void The_simulation_finds_a_registry_that_makes_one_check_less(Check without)
    {
        var (failing, endings) = Teller.Tell(firstSeed: 1, HistoriesToFindIt, without);

        Assert.True(failing is not null, $"Nothing shows that {without} is missing.");
        output.WriteLine($"{without} is missed in history {failing}: {endings[failing.Value - 1].Failure?.Kind}");
    }
}
