using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Xunit;

namespace Traceability.Registration.Tests;

/// <summary>Batteries, parties and standings to begin with. Every standing is a fold of entries.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 7, 1, 4, 0, 0, TimeSpan.Zero);
    public static readonly RegionCode Region = RegionCode.Of("520115");
    public static readonly Vin Vin = Vin.Of("LZ9AB1CD8RG100001");
    public static readonly Vin OtherVin = Vin.Of("LZ9AB1CD2SG100002");
    public static readonly BatteryCode Pack = BatteryCode.Of("001PB240000003G6J0000001");
    public static readonly BatteryCode OtherPack = BatteryCode.Of("001PB240000003G6J0000002");
    public static readonly BatteryCode Module = BatteryCode.Of("001MB240000003G6J0000001");

    public static readonly RegistrationRules Rules = DatedRules.Embedded<RegistrationRules>(RegistrationService.Name).On(Noon).Rules;

    public static readonly Party Maker = new()
    {
        Id = PartyId.Of("91520115MA0TEXT129"),
        Name = "Qianling Power Battery",
        Roles = [PartyRole.BatteryMaker, PartyRole.VehicleMaker],
        Region = Region,
        VendorCodes = ["001"],
        Version = 1,
    };

    public static readonly Party Stranger = Maker with { Id = PartyId.Of("91350900587527783N") };

    public static readonly Party Regulator = Maker with { Roles = [PartyRole.Regulator] };

    public static readonly Nameplate Nameplate = new()
    {
        Level = BatteryLevel.Pack,
        Chemistry = Chemistry.Lfp,
        CapacityAh = 173,
        VoltageV = 345,
        EnergyKwh = 59.685m,
        MassKg = 425,
        Model = "LF-173",
        ProducedOn = new(2026, 6, 18),
    };

    public static readonly TransferOffered Offer = new()
    {
        Transfer = "transfer-1", Type = TransferType.Sale, From = Maker.Id, To = Stranger.Id, ExpiresAt = Noon.AddDays(7),
    };

    public static BatteryRegistered Registered => new() { Nameplate = Nameplate, Maker = Maker.Id, Holder = Maker.Id, Region = Region };

    public static BatteryInstalled Installed => new() { Vin = Vin, Region = Region };

    public static BatteryRetired Retired => new() { Reason = RetirementReason.EndOfLife, Region = Region };

    /// <summary>The pack after a registration and what follows.</summary>
    public static Standing PackAfter(params IReadOnlyList<EntryData> entries) => After(null, Pack, [Registered, .. entries]);

    /// <summary>The module after a registration and what follows.</summary>
    public static Standing ModuleAfter(params IReadOnlyList<EntryData> entries) =>
        After(null, Module, [Registered with { Nameplate = Nameplate with { Level = BatteryLevel.Module, MassKg = 40, EnergyKwh = 5.9685m } }, .. entries]);

    /// <summary>The standing after what a decision records.</summary>
    public static Standing After(this Standing? standing, BatteryCode code, IReadOnlyList<EntryData> entries) => entries.Aggregate(standing, (before, data) => before.After(new Entry
    {
        Battery = code,
        Sequence = (before?.Sequence ?? 0) + 1,
        OccurredAt = Noon,
        RecordedAt = Noon,
        RecordedBy = Maker.Id,
        Service = RegistrationService.Name,
        Rules = "registration/2018-08-01",
        Data = data,
    }))!;

    /// <summary>The standing after what a decision records.</summary>
    public static Standing After(this Standing standing, Decision decision) => standing.After(standing.Battery, Recorded(decision).Entries);

    public static Decision.Record Recorded(this Decision decision) => Assert.IsType<Decision.Record>(decision);

    public static IEnumerable<string> WarningCodes(this Decision decision) => decision.Recorded().Warnings.Select(warning => warning.Code);

    /// <summary>Checks that a decision refuses, why, and at which member of the request.</summary>
    public static void IsRefused(this Decision decision, RefusalKind kind, string? field = null)
    {
        var refusal = Assert.IsType<Decision.Refuse>(decision).Refusal;
        Assert.Equal(kind, refusal.Kind);
        Assert.Equal(field, refusal.Field);
        Assert.DoesNotContain("{", refusal.Detail, StringComparison.Ordinal);
    }
}
