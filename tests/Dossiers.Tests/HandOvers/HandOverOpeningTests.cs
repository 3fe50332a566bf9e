using Traceability.Contracts;
using Traceability.Dossiers.Tests.Fixtures;
using Xunit;

namespace Traceability.Dossiers.Tests.HandOvers;

/// <summary>Dossiers that are opened elsewhere than at home.</summary>
public sealed class HandOverOpeningTests : IAsyncDisposable
{
    private readonly Keepers keepers = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => keepers.DisposeAsync();

    [Fact]
    public async Task A_dossier_is_opened_elsewhere_than_at_home_and_its_code_is_given_once()
    {
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);
        var retirement = await keepers.Start(Keepers.Retirement);

        Assert.Equal(1, await HandOverDeskTests.Sequence(ownership.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation)));
        foreach (var office in new[] { registration, ownership, retirement })
        {
            Assert.Equal(DossierRefusals.BatteryExists, await RefusalOfOpening(office, 1));
        }

        Assert.Equal(2, await HandOverDeskTests.Sequence(HandOverDeskTests.Record(retirement, Some.Code(1), Some.Corrected(1))));
        await keepers.Whole(Some.Code(1), 2);
        await registration.Office.Open(Some.Code(2), Some.Act(), _ => Some.Registered, Cancellation);
        Assert.Equal(DossierRefusals.BatteryExists, await RefusalOfOpening(retirement, 2));
        Assert.Equal(1, (await ownership.Office.ReadOpening(Some.Code(2), Cancellation)).Entry!.Entry.Sequence);
        Assert.Equal(1, (await registration.Office.ReadOpening(Some.Code(2), Cancellation)).Entry!.Entry.Sequence);
    }

    [Fact]
    public async Task Of_all_who_open_one_code_at_once_one_succeeds()
    {
        Life[] offices = [await keepers.Start(Keepers.Registration), await keepers.Start(Keepers.Ownership), await keepers.Start(Keepers.Retirement)];

        foreach (var serial in Enumerable.Range(1, 10))
        {
            var outcomes = await Task.WhenAll(offices.Select(office => Task.Run(
                () => office.Office.Open(Some.Code(serial), Some.Act(), _ => Some.Registered, Cancellation))));

            Assert.Single(outcomes.OfType<Outcome.Recorded>());
            Assert.All(outcomes.OfType<Outcome.Refused>(), outcome => Assert.Equal(DossierRefusals.BatteryExists, outcome.Refusal.Kind));
            await keepers.Whole(Some.Code(serial), 1);
        }
    }

    [Fact]
    public async Task A_code_reserved_in_vain_can_still_be_registered()
    {
        var registration = await keepers.Start(Keepers.Registration);
        var ownership = await keepers.Start(Keepers.Ownership);

        await ownership.Office.Open(Some.Code(1), Some.Act(), _ => DossierRefusals.RoleMissing.With(Some.Maker, "none"), Cancellation);
        var refused = Assert.IsType<Outcome.Refused>(await HandOverDeskTests.Record(registration, Some.Code(1), Some.Corrected(1)));
        Assert.Equal(DossierRefusals.BatteryUnknown, refused.Refusal.Kind);

        Assert.Equal(1, await HandOverDeskTests.Sequence(registration.Office.Open(Some.Code(1), Some.Act(), _ => Some.Registered, Cancellation)));
        Assert.Equal(2, await HandOverDeskTests.Sequence(HandOverDeskTests.Record(ownership, Some.Code(1), Some.Corrected(1))));
        await keepers.Whole(Some.Code(1), 2);
    }

    private static async Task<RefusalKind> RefusalOfOpening(Life life, int serial) => Assert.IsType<Outcome.Refused>(
        await life.Office.Open(Some.Code(serial), Some.Act(), _ => Some.Registered, Cancellation)).Refusal.Kind;
}
