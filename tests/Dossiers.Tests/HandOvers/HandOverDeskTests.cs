using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.HandOvers;

public sealed class HandOverDeskTests : IAsyncDisposable
{
    private readonly Keepers keepers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => keepers.DisposeAsync();

    [Fact]
    public async Task A_dossier_travels_with_its_battery_and_its_history_stays_one_chain()
    {
        var code = Some.Code(1);
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);
        var retirement = await keepers.Start(Keepers.Retirement);

        Assert.Equal(1, await Sequence(registration.Office.Open(code, Some.Act(), _ => Some.Registered, Cancellation)));
        Assert.Equal(2, await Sequence(Record(ownership, code, Some.Offered, "offer")));
        var refused = Assert.IsType<Outcome.Refused>(await Retire(retirement));
        Assert.Equal(DossierRefusals.TransferOpen, refused.Refusal.Kind);
        Assert.Equal(3, await Sequence(Record(ownership, code, Some.Accepted)));
        Assert.Equal(4, await Sequence(Retire(retirement)));
        Assert.Equal(5, await Sequence(Record(ownership, code, Some.Corrected(1))));

        Assert.Equal(Stage.Retired, (await keepers.Whole(code, 5)).Stage);
        Assert.Equal(Stage.Retired, (await registration.Office.Read(code, Cancellation))!.Stage);
        Assert.Equal(Keepers.Ownership, (await registration.Dossier(code)).Keeper);
        Assert.Equal((Keepers.Ownership, 6L), ((await ownership.Dossier(code)).Keeper, (await ownership.Dossier(code)).Epoch));

        Assert.Equal(6, await Sequence(Record(retirement, code, Some.Corrected(2))));
        keepers.Network.Sent.Clear();
        Assert.Equal(2, await Sequence(Record(ownership, code, Some.Offered, "offer")));
        Assert.DoesNotContain(keepers.Network.Sent, message => message is DossierRequest);

        Task<Outcome> Retire(Life life) => life.Office.Record(
            code, Some.Act(), (standing, now) => CommonRules.RefuseWhileOffered(standing, now) is { } refusal ? refusal : Some.Retired, Cancellation);
    }

    [Fact]
    public async Task Offices_that_all_want_one_dossier_all_get_to_write()
    {
        var code = Some.Code(1);
        var registration = await keepers.Start(Keepers.Registration);
        Life[] offices = [registration, await keepers.Start(Keepers.Ownership), await keepers.Start(Keepers.Retirement)];
        await registration.Office.Open(code, Some.Act(), _ => Some.Registered, Cancellation);

        await Task.WhenAll(offices.SelectMany(office => Enumerable.Range(0, 3).Select(_ => Task.Run(() => WriteOneAfterTheOther(office)))));

        await keepers.Whole(code, 1 + (3 * 3 * 10));

        async Task WriteOneAfterTheOther(Life office)
        {
            for (var number = 1; number <= 10; number++)
            {
                await Sequence(Record(office, code, Some.Corrected(number)));
            }
        }
    }

    [Fact]
    public async Task Several_processes_of_one_keeper_share_what_they_keep()
    {
        var code = Some.Code(1);
        var registration = await keepers.Start(Keepers.Registration);
        Life[] offices = [registration, await keepers.Start(Keepers.Ownership), await keepers.Start(Keepers.Ownership)];
        await registration.Office.Open(code, Some.Act(), _ => Some.Registered, Cancellation);

        await Task.WhenAll(offices.SelectMany(office => Enumerable.Range(1, 10).Select(number => Task.Run(() => WriteAtLast(office, number)))));

        await keepers.Whole(code, 31);

        async Task WriteAtLast(Life office, int number)
        {
            Outcome outcome;
            do
            {
                outcome = await Record(office, code, Some.Corrected(number));
            }
            while (outcome is Outcome.Refused { Refusal.Kind.Code: "battery-busy" });

            Assert.IsType<Outcome.Recorded>(outcome);
        }
    }

    [Fact]
    public async Task Former_keepers_pass_a_request_on_along_the_trail()
    {
        var code = Some.Code(1);
        var registration = await keepers.Start(Keepers.Registration);
        var trail = new List<Life>();
        foreach (var name in new[] { Keepers.Ownership, Keepers.Retirement, "second-life", "recycling" })
        {
            trail.Add(await keepers.Start(name));
        }

        await registration.Office.Open(code, Some.Act(), _ => Some.Registered, Cancellation);
        foreach (var (office, number) in trail.SkipLast(1).Select((office, number) => (office, number)))
        {
            Assert.Equal(number + 2, await Sequence(Record(office, code, Some.Corrected(number))));
        }

        keepers.Network.Sent.Clear();
        Assert.Equal(4, (await trail[^1].Office.Read(code, Cancellation))!.Sequence);
        Assert.Equal([(0L, 0), (2L, 1), (3L, 2), (4L, 3)], keepers.Network.Sent.OfType<DossierRequest>().Select(request => (request.HighestEpoch, request.Hops)));

        Assert.Equal(5, await Sequence(Record(trail[^1], code, Some.Corrected(9))));
        Assert.Equal(6, await Sequence(Record(registration, code, Some.Corrected(10))));
        await keepers.Whole(code, 6);
    }

    [Fact]
    public async Task A_battery_that_nobody_registered_is_unknown_everywhere_at_once()
    {
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);

        foreach (var office in new[] { registration, ownership })
        {
            var refused = Assert.IsType<Outcome.Refused>(await Record(office, Some.Code(1), Some.Corrected(1)));
            Assert.Equal(DossierRefusals.BatteryUnknown, refused.Refusal.Kind);
            Assert.Null(await office.Office.Read(Some.Code(1), Cancellation));
            Assert.Equal(new Opening(false, null), await office.Office.ReadOpening(Some.Code(1), Cancellation));
        }

        Assert.Null(await registration.Store.Find(Some.Code(1), Cancellation));
    }

    [Fact]
    public async Task A_process_that_adds_hand_overs_asks_home_for_what_it_does_not_keep()
    {
        var registration = await keepers.Start(Keepers.Registration);
        await registration.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation);
        await using var file = new SqliteFile();
        var mail = new KeeperMail(keepers.Network, Keepers.Ownership);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new NoonClock())
            .AddSqliteStores($"{file.Path}-of-ownership")
            .AddInProcessBus()
            .AddDossiers(Keepers.Ownership)
            .AddHandOvers(Keepers.Registration)
            .AddSingleton<IKeeperMail>(mail)
            .BuildServiceProvider();
        mail.Connect(services.GetRequiredService<HandOverDesk>());

        var recorded = services.GetRequiredService<DossierOffice>().Record(Some.Code(1), Some.Act(), (_, _) => Some.Corrected(1), Cancellation);

        Assert.Equal(2, await Sequence(recorded));
    }

    internal static Task<Outcome> Record(Life life, BatteryCode code, EntryData entry, string? key = null) =>
        life.Office.Record(code, Some.Act(key), (_, _) => entry, Cancellation);

    internal static async Task<int> Sequence(Task<Outcome> outcome) => Assert.IsType<Outcome.Recorded>(await outcome).Receipt.Sequence;
}
