using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.SecondLife;

/// <summary>A product was made.</summary>
public sealed record ProductMade
{
    /// <summary>The receipt for the product's dossier.</summary>
    public required Receipt Product { get; init; }

    /// <summary>A receipt for each origin that has a code, in the order of the request.</summary>
    public required IReadOnlyList<OriginMade> Origins { get; init; }
}

/// <summary>A battery ended in a product.</summary>
public sealed record OriginMade
{
    /// <summary>The battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>The receipt for the last entry of its dossier.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>The door to <see cref="MakeProduct"/>.</summary>
public static class MakeProductEndpoint
{
    internal static void MapMakeProduct(this IEndpointRouteBuilder secondLife) => secondLife
        .MapPost("/products", Handle)
        .WithName("MakeProduct")
        .AnswersWholly<ProductMade>(
            SecondLifeRefusals.OriginsOutOfRange, SecondLifeRefusals.OriginIncomplete, DossierRefusals.RoleMissing,
            SecondLifeRefusals.SecondLifeNotAllowed, SecondLifeRefusals.CodeNotOfSecondLife, NameplateRefusals.CodeNotIssuable,
            NameplateRefusals.VendorCodeNotFiled, NameplateRefusals.LevelNotThatOfCode, NameplateRefusals.ProductionDayNotThatOfCode,
            NameplateRefusals.ProducedAfterRegistration, DossierRefusals.TextNotUsable, DossierRefusals.NumberOutOfRange,
            DossierRefusals.BatteryExists, DossierRefusals.NotCustodian, DossierRefusals.NotHolder, DossierRefusals.WrongStage,
            SecondLifeRefusals.SafetyVetoOpen, SecondLifeRefusals.SecondLifeNotDecided, DossierRefusals.TransferOpen);

    /// <summary>Makes a second-life product of retired batteries.</summary>
    /// <remarks>
    /// Every origin must be retired, decided for a second life, and owned and in hand of the caller. If one of them is not, nothing is
    /// recorded anywhere; <c>lines</c> of the problem then says of each battery that refused why it did.
    /// </remarks>
    /// <response code="201">The product has a dossier, and those of its origins have ended in it.</response>
    public static async Task<Results<JsonHttpResult<ProductMade>, ProblemHttpResult>> Handle(
        MakeProduct command, Caller caller, IdempotencyKey key, WorkOrderDesk desk, DatedRules<SecondLifeRules> rules, CancellationToken cancellation)
    {
        if (MakeProduct.RefuseOrigins(command) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var edition = rules.On(command.OccurredAt);
        var act = caller.Act(command, SecondLifeService.Name, edition.Id, key.For("MakeProduct", command));
        var outcome = await desk.CarryOut(
            WorkOrderDesk.IdFor("product", act),
            act,
            [
                PlannedLine.Open(command.Product, _ => MakeProduct.Decide(command, caller.Party, edition.Rules)),
                .. command.CodedOrigins.Select(code => PlannedLine.Record(
                    code, (origin, now) => MakeProduct.DecideOrigin(origin, command, caller.Party, edition.Rules, now))),
            ],
            [],
            cancellation);
        return outcome.Answer(done => new ProductMade
        {
            Product = done.Receipts[0],
            Origins = [.. done.Receipts.Skip(1).Select(receipt => new OriginMade { Battery = receipt.Battery, Receipt = receipt })],
        });
    }
}
