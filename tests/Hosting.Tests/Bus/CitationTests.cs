using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;

namespace Traceability.Hosting.Tests.Bus;

public sealed class CitationTests
{
    private static readonly LotCitation Citation = new(Life.Maker, Life.Pack, Life.MadeAt, [new("lot-1", 1.5m)]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_battery_is_registered_between_taking_and_asking_its_dossier()
    {
        await using var broker = await ABroker.Start();
        var lots = new Lots();
        await using var recycling = await AProcess.Start(broker, "recycling", services => services.AddSingleton<ILotCitations>(lots));
        await using var registration = await AProcess.Start(broker, "registration");

        var outcome = await Lots(registration).Cite(
            Citation,
            () =>
            {
                lots.Events.Enqueue("registered");
                return Task.FromResult<Outcome>(LotRefusals.TooManyUses.With("stands for a receipt"));
            },
            Cancellation);

        Assert.Equal(LotRefusals.TooManyUses, Assert.IsType<Outcome.Refused>(outcome).Refusal.Kind);
        await Eventually.Holds("the citation is settled", () => lots.Events.Count == 3);
        Assert.Equal(["taken", "registered", "settled"], lots.Events);
        Assert.Equal(Citation.Contents, lots.Cited!.Contents);
    }

    [Fact]
    public async Task The_refusal_of_a_lot_arrives_as_it_was_said()
    {
        await using var broker = await ABroker.Start();
        var refusal = LotRefusals.LotExhausted.With(1.5m, "lot-1", 0.25m).At("recycledContent[0].massKg");
        await using var recycling = await AProcess.Start(
            broker, "recycling", services => services.AddSingleton<ILotCitations>(new Lots { Refusal = refusal }));
        await using var registration = await AProcess.Start(broker, "registration");

        var outcome = await Lots(registration).Cite(Citation, () => throw new InvalidOperationException("Nothing may be recorded."), Cancellation);

        var refused = Assert.IsType<Outcome.Refused>(outcome).Refusal;
        Assert.Equal((refusal.Kind, refusal.Detail, refusal.Field), (refused.Kind, refused.Detail, refused.Field));
    }

    [Fact]
    public async Task While_nobody_answers_for_the_lots_nothing_is_recorded()
    {
        await using var broker = await ABroker.Start();
        await using var registration = await AProcess.Start(broker, "registration");

        var outcome = await Lots(registration).Cite(Citation, () => throw new InvalidOperationException("Nothing may be recorded."), Cancellation);

        Assert.Equal(RefusalCategory.Unavailable, Assert.IsType<Outcome.Refused>(outcome).Refusal.Kind.Category);
    }

    private static ILotCitations Lots(AProcess process) => process.Services.GetRequiredService<ILotCitations>();
}
