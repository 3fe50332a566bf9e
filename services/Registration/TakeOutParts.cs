using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Registration;

/// <summary>Takes modules or cells out of a larger battery; from then on each has a life of its own.</summary>
public sealed record TakeOutParts : IBatteryCommand
{
    private const int ReasonLengthMax = 500;

    private static readonly PartyRole[] Dismantling =
    [
        PartyRole.BatteryMaker, PartyRole.VehicleMaker, PartyRole.Repairer, PartyRole.SwapOperator, PartyRole.SecondLifeUser, PartyRole.Recycler,
    ];

    /// <summary>The battery that the parts are in.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>The parts that are taken out.</summary>
    /// <example>["GZ9MB0100000A1G6K0000101", "GZ9MB0100000A1G6K0000102"]</example>
    public required IReadOnlyList<BatteryCode> Parts { get; init; }

    /// <summary>When.</summary>
    /// <example>2026-09-04T11:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why.</summary>
    /// <example>Pack opened for module-level second life.</example>
    public required string Reason { get; init; }

    /// <summary>Where; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Whether the whole may be opened.</summary>
    public static Decision DecideWhole(Standing whole, TakeOutParts command, Party caller, RegistrationRules rules, DateTimeOffset now) =>
        (CommonRules.RefuseText(command.Reason, ReasonLengthMax, "reason")
            ?? RefuseRole(caller, rules)
            ?? CommonRules.RefuseUnlessInCare(whole, caller)
            ?? CommonRules.RefuseStage(whole, Stage.Available, Stage.Retired)
            ?? CommonRules.RefuseWhileOffered(whole, now)
            ?? (command.Parts.Except(whole.Parts).Select(stranger => (BatteryCode?)stranger).FirstOrDefault() is { } stranger
                ? RegistrationRefusals.NotAPart.With(stranger, whole.Battery).At("parts")
                : null)) is { } refusal
                    ? refusal
                    : new PartsTakenOut { Parts = command.Parts, Reason = command.Reason };

    /// <summary>Whether a part may leave the whole, whose holder, custodian and stage it carries on.</summary>
    public static Decision DecidePart(Standing part, Standing whole, TakeOutParts command, Party caller) =>
        part.BuiltInto != whole.Battery
            ? RegistrationRefusals.NotAPart.With(part.Battery, whole.Battery).At("parts")
            : new BatteryTakenOut
            {
                From = whole.Battery,
                Holder = whole.Holder,
                Custodian = whole.Custodian,
                Stage = whole.Stage,
                Region = command.Region ?? caller.Region,
            };

    private static Refusal? RefuseRole(Party caller, RegistrationRules rules) => CommonRules.RefuseRole(caller, Dismantling) switch
    {
        null => null,
        _ when caller.Is(PartyRole.CollectionOutlet) => rules.OutletsMayDismantle ? null : RegistrationRefusals.OutletMayNotDismantle.With(caller.Id),
        { } refusal => refusal,
    };
}

/// <summary>The door to <see cref="TakeOutParts"/>.</summary>
public static class TakeOutPartsEndpoint
{
    internal static void MapTakeOutParts(this IEndpointRouteBuilder registration) => registration
        .MapPost("/part-removals", Handle)
        .WithName("TakeOutParts")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, RegistrationRefusals.OutletMayNotDismantle, DossierRefusals.NotCustodian, DossierRefusals.WrongStage,
            DossierRefusals.TransferOpen, DossierRefusals.TextNotUsable, RegistrationRefusals.NotAPart, RegistrationRefusals.PartsOutOfRange);

    /// <summary>Takes parts out of larger batteries.</summary>
    /// <response code="201">All are out; each receipt is that of the whole.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<TakeOutParts> batch, Caller caller, IdempotencyKey key, DossierOffice office, WorkOrderDesk desk,
        DatedRules<RegistrationRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("TakeOutParts", batch);
        return BatchRecorder.Record(batch, async command =>
        {
            if (PartsList.Refuse(command.Parts, countMin: 1) is { } refusal)
            {
                return refusal;
            }

            if (await office.Read(command.Battery, cancellation) is not { } whole)
            {
                return DossierRefusals.BatteryUnknown.With(command.Battery);
            }

            var edition = rules.On(command.OccurredAt);
            var act = caller.Act(command, RegistrationService.Name, edition.Id, idempotency);
            var outcome = await desk.CarryOut(
                WorkOrderDesk.IdFor("part-removal", act, command.Battery.Value),
                act,
                [
                    PlannedLine.Record(command.Battery, (standing, now) => standing.Sequence == whole.Sequence
                        ? TakeOutParts.DecideWhole(standing, command, caller.Party, edition.Rules, now)
                        : DossierRefusals.BatteryBusy.With(command.Battery)),
                    .. command.Parts.Select(code => PlannedLine.RecordInPart(
                        code, (part, _) => TakeOutParts.DecidePart(part, whole, command, caller.Party))),
                ],
                [],
                cancellation);
            return outcome.OfFirstLine();
        });
    }
}
