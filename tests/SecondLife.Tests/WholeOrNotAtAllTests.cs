using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Fixtures;
using Traceability.Hosting.Batches;
using Xunit;

namespace Traceability.SecondLife.Tests;

public sealed class WholeOrNotAtAllTests
{
    private static readonly BatteryCode Product = Products.Code(1);

    [Fact]
    public async Task A_product_of_twelve_modules_is_made_wholly()
    {
        await using var workshop = new Workshop();
        var modules = await workshop.FitModules(1, 12);
        var uncoded = new Origin { Party = Life.Outlet.Id, Reason = "Label lost." };
        var command = Products.Of(Product, modules);

        var made = Made(await workshop.Make(command with { Origins = [.. command.Origins, uncoded] }));

        Assert.Equal((Product, "product-registered", 1), (made.Product.Battery, made.Product.Kind, made.Product.Sequence));
        Assert.Equal(modules, made.Origins.Select(origin => origin.Battery));
        Assert.All(made.Origins, origin => Assert.Equal((origin.Battery, "made-into-product"), (origin.Receipt.Battery, origin.Receipt.Kind)));
        foreach (var module in modules)
        {
            var dossier = await workshop.Dossiers.Find(module, TestContext.Current.CancellationToken);
            Assert.Equal((Stage.MadeIntoProduct, Product, null), (dossier!.Standing!.Stage, dossier.Standing.Product, dossier.Claim));
        }

        var product = await workshop.Office.Read(Product, TestContext.Current.CancellationToken);
        Assert.Equal(13, product!.Origins.Count);
        Assert.Equal(Life.Reuser.Id, product.Holder);
    }

    [Fact]
    public async Task A_module_that_another_order_has_claimed_lets_nothing_be_recorded()
    {
        await using var workshop = new Workshop();
        var modules = await workshop.FitModules(1, 12);
        Assert.True(await workshop.Dossiers.Claim(modules[6], RealStore.Keeper, 4, "another-order", TestContext.Current.CancellationToken));

        var problem = Refused(await workshop.Make(Products.Of(Product, modules)), DossierRefusals.BatteryBusy);

        Assert.Equal(modules[6], Assert.Single(Lines(problem)).Battery);
        await NothingIsRecorded(workshop, Product, modules.Where(module => module != modules[6]));
    }

    [Fact]
    public async Task Every_module_that_refuses_is_listed_with_its_problem()
    {
        await using var workshop = new Workshop();
        var modules = await workshop.FitModules(1, 12);
        Made(await workshop.Make(Products.Of(Products.Code(2), modules[3])));

        var problem = Refused(await workshop.Make(Products.Of(Product, [.. modules, Products.Module(99)])), DossierRefusals.BatteryEnded);

        Assert.Equal(
            [(modules[3], "battery-ended"), (Products.Module(99), "battery-unknown")],
            Lines(problem).Select(line => (line.Battery!.Value, line.Problem!.Code)));
        await NothingIsRecorded(workshop, Product, modules.Where(module => module != modules[3]));
    }

    [Fact]
    public async Task What_was_refused_can_be_made_once_the_reason_is_gone_under_the_same_key()
    {
        await using var workshop = new Workshop();
        var modules = await workshop.FitModules(1, 3);
        var command = Products.Of(Product, modules);
        await workshop.Dossiers.Claim(modules[1], RealStore.Keeper, 4, "another-order", TestContext.Current.CancellationToken);
        Refused(await workshop.Make(command, "key-1"), DossierRefusals.BatteryBusy);
        await workshop.Dossiers.Unclaim(modules[1], "another-order", TestContext.Current.CancellationToken);

        Assert.Equal(3, Made(await workshop.Make(command, "key-1")).Origins.Count);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_receipts_and_another_under_its_key_is_refused()
    {
        await using var workshop = new Workshop();
        var modules = await workshop.FitModules(1, 12);
        var command = Products.Of(Product, modules);

        var first = Made(await workshop.Make(command, "key-1"));
        var second = Made(await workshop.Make(command, "key-1"));

        Assert.Equal(first.Product.Seal, second.Product.Seal);
        Assert.Equal(first.Origins.Select(origin => origin.Receipt.Seal), second.Origins.Select(origin => origin.Receipt.Seal));
        Assert.Equal(5, (await workshop.Office.Read(modules[0], TestContext.Current.CancellationToken))!.Sequence);
        Refused(await workshop.Make(command with { Region = Life.Kaiyang }, "key-1"), DossierRefusals.IdempotencyKeyReused);
        Refused(await workshop.Make(command), DossierRefusals.BatteryExists);
    }

    [Fact]
    public async Task Of_two_that_race_for_one_module_exactly_one_wins()
    {
        await using var workshop = new Workshop();
        for (var round = 1; round <= 20; round++)
        {
            var modules = await workshop.FitModules((round * 10) + 1, 3);
            var (left, right) = (Products.Code((round * 10) + 1), Products.Code((round * 10) + 2));

            var results = await Task.WhenAll(
                Task.Run(() => workshop.Make(Products.Of(left, modules[0], modules[1]))),
                Task.Run(() => workshop.Make(Products.Of(right, modules[1], modules[2]))));

            var winner = Assert.Single(results.Select(result => result.Result).OfType<JsonHttpResult<ProductMade>>()).Value!.Product.Battery;
            var (loser, spared) = winner == left ? (right, modules[2]) : (left, modules[0]);
            Assert.Equal(winner, (await workshop.Office.Read(modules[1], TestContext.Current.CancellationToken))!.Product);
            await NothingIsRecorded(workshop, loser, [spared]);
        }
    }

    [Fact]
    public async Task Origins_that_cannot_be_worked_on_are_refused_before_anything_is_claimed()
    {
        await using var workshop = new Workshop();

        Refused(await workshop.Make(Products.Of(Product)), SecondLifeRefusals.OriginsOutOfRange);
    }

    private static async Task NothingIsRecorded(Workshop workshop, BatteryCode product, IEnumerable<BatteryCode> modules)
    {
        Assert.Null(await workshop.Dossiers.Find(product, TestContext.Current.CancellationToken));
        foreach (var module in modules)
        {
            var dossier = await workshop.Dossiers.Find(module, TestContext.Current.CancellationToken);
            Assert.Equal((4, Stage.Retired, null), (dossier!.Sequence, dossier.Standing!.Stage, dossier.Claim));
        }
    }

    private static ProductMade Made(Results<JsonHttpResult<ProductMade>, ProblemHttpResult> result)
    {
        var made = Assert.IsType<JsonHttpResult<ProductMade>>(result.Result);
        Assert.Equal(201, made.StatusCode);
        return made.Value!;
    }

    private static ProblemHttpResult Refused(Results<JsonHttpResult<ProductMade>, ProblemHttpResult> result, RefusalKind kind)
    {
        var problem = Assert.IsType<ProblemHttpResult>(result.Result);
        Assert.Equal(kind.Code, problem.ProblemDetails.Extensions["code"]);
        return problem;
    }

    private static LineResult[] Lines(ProblemHttpResult problem) =>
        Assert.IsType<LineResult[]>(problem.ProblemDetails.Extensions[WorkOrderAnswers.LinesMember]);
}
