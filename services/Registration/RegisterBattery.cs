using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Materials;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.WorkOrders;
using Traceability.Hosting;
using Traceability.Hosting.Batches;

namespace Traceability.Registration;

/// <summary>Opens the dossier of a battery that its maker (or importer) puts on the market.</summary>
public sealed record RegisterBattery : IBatteryCommand
{
    private const int RecycledContentMax = 50;

    /// <summary>The code on the battery.</summary>
    public required BatteryCode Battery { get; init; }

    /// <summary>When it left the line or customs; not before the production day.</summary>
    /// <example>2026-06-20T08:00:00+08:00</example>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What is printed on it.</summary>
    public required Nameplate Nameplate { get; init; }

    /// <summary>Who made it, where an importer registers it; else the caller.</summary>
    public PartyId? Maker { get; init; }

    /// <summary>Where it was made or imported; else the caller's region.</summary>
    public RegionCode? Region { get; init; }

    /// <summary>Modules or cells in it, each registered before, available, owned by the caller and in its hands.</summary>
    public IReadOnlyList<BatteryCode> Parts { get; init; } = [];

    /// <summary>Recovered material that the maker declares to have used: up to 50 entries, of lots of its own.</summary>
    public IReadOnlyList<RecycledContent> RecycledContent { get; init; } = [];

    /// <summary>Whether the battery may be registered.</summary>
    public static Decision Decide(RegisterBattery command, IReadOnlyList<Standing> parts, Party caller, RegistrationRules rules)
    {
        var nameplate = command.Nameplate;
        if ((CommonRules.RefuseRole(caller, PartyRole.BatteryMaker, PartyRole.Importer)
            ?? (command.Maker is { } maker && maker != caller.Id ? CommonRules.RefuseRole(caller, PartyRole.Importer)?.At("maker") : null)
            ?? (command.Battery is { IsIssuable: true, IsSecondLife: true }
                ? RegistrationRefusals.CodeOfSecondLife.With(command.Battery).At("battery")
                : null)
            ?? NameplateRules.RefuseCode(command.Battery, caller, rules.VendorCodeMustBeFiled, "battery")
            ?? NameplateRules.Refuse(command.Battery, nameplate, command.OccurredAt)
            ?? RefuseRecycledContent(command.RecycledContent)) is { } refusal)
        {
            return refusal;
        }

        var registered = new BatteryRegistered
        {
            Nameplate = nameplate,
            Maker = command.Maker ?? caller.Id,
            Holder = caller.Id,
            Region = command.Region ?? caller.Region,
            Parts = command.Parts,
            RecycledContent = command.RecycledContent,
        };
        return new Decision.Record(
            [registered],
            [
                .. command.Battery.Warnings("battery"), .. command.Region?.Warnings("region") ?? [],
                .. Plausibility.Of(nameplate, command.Battery.ChemistryLetter, rules), .. Plausibility.OfParts(nameplate, parts),
            ]);
    }

    /// <summary>Whether a part may be built into the battery.</summary>
    public static Decision DecidePart(Standing part, RegisterBattery whole, Party caller, DateTimeOffset now) =>
        part.Nameplate.Level <= whole.Nameplate.Level
            ? RegistrationRefusals.PartLevelTooHigh.With(part.Battery, part.Nameplate.Level, whole.Nameplate.Level).At("parts")
            : (CommonRules.RefuseUnlessInCare(part, caller)
                ?? CommonRules.RefuseUnlessHolder(part, caller)
                ?? CommonRules.RefuseStage(part, Stage.Available)
                ?? (part.IsProduct() ? RegistrationRefusals.SecondLifeNotForVehicles.With(part.Battery) : null)
                ?? CommonRules.RefuseWhileOffered(part, now)) is { } refusal ? refusal.At("parts")
            : new BatteryBuiltIn { Into = whole.Battery };

    /// <summary>Why the list of recycled content cannot be one, whatever the lots say, or null.</summary>
    public static Refusal? RefuseRecycledContent(IReadOnlyList<RecycledContent> contents) => contents.Count > RecycledContentMax
        ? RegistrationRefusals.RecycledContentOutOfRange.With(contents.Count, RecycledContentMax).At("recycledContent")
        : contents.Select((content, i) =>
            RefuseNull(content, $"recycledContent[{i}]")
            ?? CommonRules.RefuseText(content.Lot, 64, $"recycledContent[{i}].lot")
            ?? CommonRules.RefusePositive(content.MassKg, NameplateRules.MassKgMax, $"recycledContent[{i}].massKg"))
        .FirstOrDefault(refusal => refusal is not null);

    // JSON can put null into a list whatever its type says.
    private static Refusal? RefuseNull(object? item, string field) =>
        item is null ? HostingRefusals.MalformedBody.With(HostingPhrases.IsNull.With(field)).At(field) : null;
}

/// <summary>The door to <see cref="RegisterBattery"/>.</summary>
public static class RegisterBatteryEndpoint
{
    internal static void MapRegisterBattery(this IEndpointRouteBuilder registration) => registration
        .MapPost("/batteries", Handle)
        .WithName("RegisterBatteries")
        .AnswersPerLine(
            DossierRefusals.RoleMissing, NameplateRefusals.CodeNotIssuable, RegistrationRefusals.CodeOfSecondLife, NameplateRefusals.VendorCodeNotFiled,
            NameplateRefusals.LevelNotThatOfCode, NameplateRefusals.ProductionDayNotThatOfCode, NameplateRefusals.ProducedAfterRegistration,
            RegistrationRefusals.PartsOutOfRange, RegistrationRefusals.PartLevelTooHigh, DossierRefusals.BatteryExists, DossierRefusals.NotCustodian,
            DossierRefusals.NotHolder, DossierRefusals.WrongStage, RegistrationRefusals.SecondLifeNotForVehicles, DossierRefusals.TransferOpen, DossierRefusals.TextNotUsable,
            DossierRefusals.NumberOutOfRange, RegistrationRefusals.RecycledContentOutOfRange, LotRefusals.LotUnknown, LotRefusals.NotLotOwner, LotRefusals.UsedBeforeRecovered, LotRefusals.LotExhausted,
            LotRefusals.TooManyUses);

    /// <summary>Registers batteries.</summary>
    /// <remarks>
    /// Opens a dossier for each battery. Parts named are built in: from then on they go where the whole goes. Recycled content is taken from
    /// the lots named, which must be the caller's. Rated values that do not go together are warned of in the receipt.
    /// </remarks>
    /// <response code="201">All are registered.</response>
    /// <response code="207">Some are not: each line has a receipt or a problem.</response>
    public static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(
        Batch<RegisterBattery> batch, Caller caller, IdempotencyKey key, DossierOffice office, WorkOrderDesk desk, ILotCitations lots,
        DatedRules<RegistrationRules> rules, CancellationToken cancellation)
    {
        var idempotency = key.For("RegisterBatteries", batch);
        return BatchRecorder.Record(batch, command =>
        {
            var edition = rules.On(command.OccurredAt);
            var act = caller.Act(command, RegistrationService.Name, edition.Id, idempotency);
            return Register(command, act, caller, edition.Rules, office, desk, lots, cancellation);
        });
    }

    // What is cited of lots is taken before the dossier is opened, so that nobody cites more than there is; from then on it is opened
    // even if the caller does not wait for it.
    private static Task<Outcome> Register(
        RegisterBattery command, Act act, Caller caller, RegistrationRules rules, DossierOffice office, WorkOrderDesk desk, ILotCitations lots,
        CancellationToken cancellation)
    {
        return command.RecycledContent.Count == 0 ? Open(cancellation)
            : RegisterBattery.RefuseRecycledContent(command.RecycledContent) is { } refusal ? Task.FromResult<Outcome>(refusal)
            : lots.Cite(
                new(caller.Party, command.Battery, command.OccurredAt, command.RecycledContent), () => Open(CancellationToken.None), cancellation);

        Task<Outcome> Open(CancellationToken patience) => command.Parts.Count == 0
            ? office.Open(command.Battery, act, _ => RegisterBattery.Decide(command, [], caller.Party, rules), patience)
            : RegisterWithParts(command, act, caller, rules, office, desk, patience);
    }

    private static async Task<Outcome> RegisterWithParts(
        RegisterBattery command, Act act, Caller caller, RegistrationRules rules, DossierOffice office, WorkOrderDesk desk, CancellationToken cancellation)
    {
        if (PartsList.Refuse(command.Parts, countMin: 0) is { } refusal)
        {
            return refusal;
        }

        var parts = await Task.WhenAll(command.Parts.Select(part => office.Read(part, cancellation)));
        var outcome = await desk.CarryOut(
            WorkOrderDesk.IdFor("registration", act, command.Battery.Value),
            act,
            [
                PlannedLine.Open(command.Battery, _ => RegisterBattery.Decide(command, [.. parts.OfType<Standing>()], caller.Party, rules)),
                .. command.Parts.Select(part => PlannedLine.Record(part, (standing, now) => RegisterBattery.DecidePart(standing, command, caller.Party, now))),
            ],
            [],
            cancellation);
        return outcome.OfFirstLine();
    }
}
