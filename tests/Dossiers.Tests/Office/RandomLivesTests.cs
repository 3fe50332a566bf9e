using System.Collections.Concurrent;
using CsCheck;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Parties;
using Traceability.Dossiers.Materials;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.Tests.Fixtures;
using Traceability.Hosting;
using Traceability.Hosting.Batches;
using Traceability.Registration;
using Xunit;

namespace Traceability.Dossiers.Tests.Office;

/// <summary>Any commands in any order, with the decisions of the registration service.</summary>
public sealed class RandomLivesTests
{
    private static readonly DatedRules<RegistrationRules> Rules = DatedRules.Embedded<RegistrationRules>(RegistrationService.Name);
    private static readonly BatteryCode[] Packs = [.. Enumerable.Range(1, 3).Select(Some.Code)];
    private static readonly BatteryCode[] Modules = [.. Enumerable.Range(1, 5).Select(serial => BatteryCode.Of($"001MB240000003G6J{serial:0000000}"))];
    private static readonly Vin[] Vins = [Some.Vin, Vin.Of("LZ9AB1CD2SG100002")];

    private static readonly Caller[] Callers =
    [
        CallerOf(Some.Maker, PartyRole.BatteryMaker, PartyRole.VehicleMaker),
        CallerOf(Some.Maker, PartyRole.BatteryMaker, PartyRole.VehicleMaker),
        CallerOf(Some.OtherMaker, PartyRole.Repairer, PartyRole.BatteryMaker),
    ];

    private static readonly Gen<BatteryCode> AnyPack = OneOf(Packs);
    private static readonly Gen<BatteryCode> AnyBattery = OneOf<BatteryCode>([.. Packs, .. Modules]);
    private static readonly Gen<BatteryCode[]> AnyModules = OneOf(Modules).Array[0, 3];
    private static readonly Gen<Vin> AnyVin = OneOf(Vins);

    /// <summary>A command, ready to be sent.</summary>
    private delegate Task Send(Life life, Caller caller, IdempotencyKey key);

    private static readonly Gen<Send> AnyCommand = Gen.Frequency(
        (3, AnyBattery.Select(AnyModules, Register)),
        (2, AnyBattery.Select(AnyVin, Install)),
        (2, AnyBattery.Select(AnyVin, Remove)),
        (1, Gen.Select(AnyPack, AnyPack, AnyVin, Replace)),
        (1, AnyBattery.Select(Gen.Int[1, 4], CorrectNameplate)),
        (1, AnyPack.Select(AnyVin, CorrectVin)),
        (2, AnyPack.Select(AnyModules, TakeOut)),
        (1, AnyBattery.Select(End)));

    private static readonly Gen<(Send Command, Caller Caller, IdempotencyKey Key)> AnyRequest = Gen.Select(
        AnyCommand, OneOf(Callers), Gen.Frequency((4, Gen.Const((string?)null)), (1, OneOf<string?>("a", "b"))).Select(key => new IdempotencyKey(key)));

    private const int RoundsMax = 20;

    private static readonly HashSet<string> ToBeReached =
        ["battery-registered", "battery-built-in", "battery-installed", "battery-removed", "battery-corrected", "made-into-product"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_commands_come_the_dossiers_stay_whole()
    {
        var kinds = new ConcurrentDictionary<string, bool>();
        for (var round = 0; round < RoundsMax && (round == 0 || !kinds.Keys.ToHashSet().IsSupersetOf(ToBeReached)); round++)
        {
            await AnyRequest.Array[2].Array[20, 50].SampleAsync(pairs => Live(pairs, kinds), iter: 12, threads: 4);
        }

        // A property that nothing ever reaches would hold as well.
        Assert.Superset(ToBeReached, kinds.Keys.ToHashSet());
    }

    private static async Task Live((Send Command, Caller Caller, IdempotencyKey Key)[][] pairs, ConcurrentDictionary<string, bool> kinds)
    {
        await using var file = new SqliteFile();
        await using var life = new Life(file);
        await Task.WhenAll(Modules[..4].Select(module => Register(module, [])(life, Callers[0], new((string?)null))));
        foreach (var pair in pairs)
        {
            await Task.WhenAll(pair.Select(request => Task.Run(() => request.Command(life, request.Caller, request.Key))));
        }

        var standings = await Standings(life, kinds);
        Assert.All(standings.Values, standing => Assert.Contains(standing.Holder, new HolderId[] { Some.Maker, Some.OtherMaker }));
        Assert.All(standings.Values, standing => Assert.All(standing.Parts, part => Assert.Equal(standing.Battery, standings[part].BuiltInto)));
        Assert.All(standings.Values, standing => Assert.Equal(standing.Stage == Stage.BuiltIn, standing.BuiltInto is not null));
        Assert.All(standings.Values, standing => Assert.Equal(standing.Stage == Stage.Installed, standing.Vehicle is not null));
        Assert.All(
            standings.Values.Where(standing => standing.BuiltInto is not null),
            standing => Assert.Contains(standing.Battery, standings[standing.BuiltInto!.Value].Parts));
    }

    private static async Task<Dictionary<BatteryCode, Standing>> Standings(Life life, ConcurrentDictionary<string, bool> kinds)
    {
        var standings = new Dictionary<BatteryCode, Standing>();
        foreach (var code in Packs.Concat(Modules))
        {
            if (await life.Store.Find(code, Cancellation) is { } dossier)
            {
                Assert.Null(dossier.Claim);
                standings[code] = await life.Verified(code);
                (await life.Store.Entries(code, 0, Cancellation)).Select(entry => entry.Entry.Kind).ToList().ForEach(kind => kinds[kind] = true);
            }
        }

        return standings;
    }

    private static Gen<T> OneOf<T>(params T[] all) => Gen.Int[0, all.Length - 1].Select(i => all[i]);

    private static Nameplate NameplateOf(BatteryCode code) => Some.Nameplate with { Level = code.Level!.Value };

    private static Send Register(BatteryCode code, BatteryCode[] parts) => (life, caller, key) => RegisterBatteryEndpoint.Handle(
        One(new RegisterBattery { Battery = code, OccurredAt = Some.Noon, Nameplate = NameplateOf(code), Parts = parts }),
        caller, key, life.Office, life.Desk, new NoLots(), Rules, Cancellation);

    private static Send Install(BatteryCode code, Vin vin) => (life, caller, key) => InstallBatteryEndpoint.Handle(
        One(new InstallBattery { Battery = code, OccurredAt = Some.Noon, Vin = vin }), caller, key, life.Office, Rules, Cancellation);

    private static Send Remove(BatteryCode code, Vin vin) => (life, caller, key) => RemoveBatteryEndpoint.Handle(
        One(new RemoveBattery { Battery = code, OccurredAt = Some.Noon, Vin = vin, Reason = RemovalReason.Swap }), caller, key, life.Office, Rules, Cancellation);

    private static Send Replace(BatteryCode old, BatteryCode by, Vin vin) => (life, caller, key) => ReplaceBatteryEndpoint.Handle(
        One(new ReplaceBattery { Battery = old, By = by, OccurredAt = Some.Noon, Vin = vin, Reason = RemovalReason.Repair }), caller, key, life.Desk, Rules, Cancellation);

    private static Send CorrectNameplate(BatteryCode code, int corrects) => (life, caller, key) => CorrectBatteryEndpoint.Handle(
        One(new CorrectBattery { Battery = code, OccurredAt = Some.Noon, Corrects = corrects, Reason = "ticket", Nameplate = NameplateOf(code) with { MassKg = 400 } }),
        caller, key, life.Office, Rules, Cancellation);

    private static Send CorrectVin(BatteryCode code, Vin vin) => async (life, caller, key) => await CorrectBatteryEndpoint.Handle(
        One(new CorrectBattery
        {
            Battery = code, OccurredAt = Some.Noon, Corrects = (await life.Office.Read(code, Cancellation))?.Vehicle?.Sequence ?? 2, Reason = "ticket", Vin = vin,
        }),
        caller, key, life.Office, Rules, Cancellation);

    private static Send TakeOut(BatteryCode code, BatteryCode[] parts) => (life, caller, key) => TakeOutPartsEndpoint.Handle(
        One(new TakeOutParts { Battery = code, OccurredAt = Some.Noon, Parts = parts, Reason = "opened" }), caller, key, life.Office, life.Desk, Rules, Cancellation);

    // Another service's decision, to bring dossiers to their end.
    private static Send End(BatteryCode code) => (life, _, _) => life.Office.Record(
        code,
        Some.Act(),
        (standing, _) => CommonRules.RefuseStage(standing, Stage.Available) is { } refusal ? refusal
            : standing.Parts.Count > 0 ? DossierRefusals.WrongStage.With(code, "full", "empty")
            : new Decision.Record([Some.Retired, new MadeIntoProduct { Product = Some.Code(99) }], []),
        Cancellation);

    private static Batch<TCommand> One<TCommand>(TCommand command)
        where TCommand : IBatteryCommand => new() { Batteries = [new() { Value = command }] };

    private static Caller CallerOf(PartyId id, params IReadOnlyList<PartyRole> roles) =>
        new(new Party { Id = id, Name = "A party", Roles = roles, Region = Some.Region, VendorCodes = ["001"], Version = 1 });

    private sealed class NoLots : ILotCitations
    {
        public Task<Outcome> Cite(LotCitation citation, Func<Task<Outcome>> record, CancellationToken cancellation) => record();
    }
}
