using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.HandOvers;

namespace Traceability.Hosting.Tests.Bus;

public sealed class KeeperMailTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dossier_goes_to_whoever_needs_it_in_a_few_milliseconds()
    {
        const int Batteries = 200;
        const int WarmUp = 20;
        await using var broker = await ABroker.Start();
        await using var registration = await AProcess.Start(broker, "registration", services => Keep(services, "registration"));
        await using var retirement = await AProcess.Start(broker, "retirement", services => Keep(services, "retirement"));
        var codes = Enumerable.Range(1, Batteries).Select(number => BatteryCode.Of($"other:HANDOVER{number:0000}")).ToList();
        foreach (var code in codes)
        {
            await Office(registration).Open(code, ActOf("registration"), _ => Registered(code), Cancellation);
        }

        var times = new List<double>();
        foreach (var code in codes)
        {
            var begun = Stopwatch.GetTimestamp();
            var outcome = await Office(retirement).Record(
                code, ActOf("retirement"), (_, _) => new BatteryRetired { Reason = RetirementReason.EndOfLife, Region = Life.Guanshanhu }, Cancellation);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            Assert.Equal(2, Assert.IsType<Outcome.Recorded>(outcome).Receipt.Sequence);
        }

        var warm = times.Skip(WarmUp).Order().ToList();
        output.WriteLine($"Recording with a hand-over: p50 {warm[warm.Count / 2]:0.0} ms, p99 {warm[warm.Count * 99 / 100]:0.0} ms, the first {times[0]:0.0} ms");
        Assert.Equal("retirement", (await registration.Services.GetRequiredService<IDossierStore>().Find(codes[0], Cancellation))!.Keeper);
        await Eventually.Holds("every letter is taken", async () => await broker.Count("keeper.retirement") == 0);
    }

    [Fact]
    public async Task A_battery_that_nobody_registered_is_unknown_at_once()
    {
        await using var broker = await ABroker.Start();
        await using var registration = await AProcess.Start(broker, "registration", services => Keep(services, "registration"));
        await using var retirement = await AProcess.Start(broker, "retirement", services => Keep(services, "retirement"));

        Assert.Null(await Office(retirement).Read(Life.Pack, Cancellation));
    }

    [Fact]
    public async Task A_dossier_posted_before_its_keeper_ever_ran_waits_for_it()
    {
        await using var broker = await ABroker.Start();
        await using var registration = await AProcess.Start(broker, "registration", services => Keep(services, "registration"));
        var standing = Life.Registered();
        await registration.Services.GetRequiredService<IKeeperMail>().Post(
            new() { Battery = Life.Pack, Epoch = 1, Sequence = 1, Standing = standing, From = "registration", To = "recycling" }, Cancellation);

        await using var recycling = await AProcess.Start(broker, "recycling", services => Keep(services, "recycling"));
        var store = recycling.Services.GetRequiredService<IDossierStore>();
        await Eventually.Holds("the dossier has arrived", async () => await store.Find(Life.Pack, Cancellation) is { Keeper: "recycling", Epoch: 1, Sequence: 1 });
    }

    private static void Keep(IServiceCollection services, string keeper) => services.AddDossiers(keeper).AddHandOvers("registration");

    private static DossierOffice Office(AProcess process) => process.Services.GetRequiredService<DossierOffice>();

    private static Act ActOf(string service) => new()
    {
        By = Life.Maker.Id,
        Service = service,
        Rules = $"{service}/2026-04-01",
        OccurredAt = DateTimeOffset.UtcNow.AddMinutes(-1),
    };

    private static BatteryRegistered Registered(BatteryCode code) =>
        new() { Nameplate = Life.Nameplate(code), Maker = Life.Maker.Id, Holder = Life.Maker.Id, Region = Life.Guanshanhu };
}
