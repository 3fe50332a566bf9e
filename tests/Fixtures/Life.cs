using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;

namespace Traceability.Fixtures;

/// <summary>Lives of batteries, told in entries: a standing here is always a fold, so that it cannot drift from the real ones.</summary>
internal static class Life
{
    public static readonly BatteryCode Pack = BatteryCode.Of("GZ9PB0100000A1G6K0000012");
    public static readonly Vin Vehicle = Vin.Of("LZ9AB1CD8RG100001");
    public static readonly Vin OtherVehicle = Vin.Of("LZ9AB1CD2SG100002");
    public static readonly RegionCode Guanshanhu = RegionCode.Of("520115");
    public static readonly RegionCode Kaiyang = RegionCode.Of("520121");

    public static readonly Party Maker = Party("91520115MA0TEXT129", PartyRole.BatteryMaker);
    public static readonly Party Outlet = Party("91520402MA0TEXT47G", PartyRole.CollectionOutlet);
    public static readonly Party Reuser = Party("91520303MA0TEXT39Y", PartyRole.SecondLifeUser) with { VendorCodes = ["GZ9"] };
    public static readonly Party Operator = Party("91520502MA0TEXT55G", PartyRole.MaterialMaker);
    public static readonly Party Stranger = Party("91520603MA0TEXT63Y", PartyRole.SecondLifeUser, PartyRole.BatteryMaker);

    public static readonly DateTimeOffset MadeAt = Noon(2026, 6, 20);
    public static readonly DateTimeOffset RetiredAt = Noon(2026, 10, 8);
    public static readonly DateTimeOffset Now = Noon(2026, 10, 20);

    public static DateTimeOffset Noon(int year, int month, int day) => new(year, month, day, 12, 0, 0, TimeSpan.FromHours(8));

    public static Party Party(string id, params PartyRole[] roles) => new()
    {
        Id = PartyId.Of(id),
        Name = "A party",
        Roles = roles,
        Region = Guanshanhu,
        Version = 1,
    };

    public static Nameplate Nameplate(BatteryCode code, Chemistry chemistry = Chemistry.Lfp) => new()
    {
        Level = code.Level ?? BatteryLevel.Pack,
        Chemistry = chemistry,
        CapacityAh = 173,
        VoltageV = 345,
        EnergyKwh = 59.7m,
        MassKg = 476,
        Model = "GZ-60",
        ProducedOn = code.ProducedOn ?? new(2026, 6, 19),
    };

    public static Standing Registered(BatteryCode? code = null, Party? holder = null, Chemistry chemistry = Chemistry.Lfp) => default(Standing).Then(
        holder ?? Maker,
        MadeAt,
        code ?? Pack,
        new BatteryRegistered
        {
            Nameplate = Nameplate(code ?? Pack, chemistry),
            Maker = Maker.Id,
            Holder = (holder ?? Maker).Id,
            Region = Guanshanhu,
        });

    public static Standing Installed(Party? holder = null) =>
        Registered(holder: holder).Then(holder ?? Maker, MadeAt, new BatteryInstalled { Vin = Vehicle, Region = Guanshanhu });

    public static Standing Retired(Party? holder = null, BatteryCode? code = null, Chemistry chemistry = Chemistry.Lfp) =>
        Registered(code, holder, chemistry).Then(holder ?? Maker, RetiredAt, new BatteryRetired { Reason = RetirementReason.EndOfLife, Region = Guanshanhu });

    public static Standing Tested(this Standing standing, decimal sohPercent, params SafetyFinding[] findings) => standing.Then(
        Maker,
        Noon(2026, 10, 15),
        new HealthAssessed
        {
            TestedOn = new(2026, 10, 15),
            Laboratory = "Hall 2",
            Equipment = "Cycler 4",
            Calibration = "CAL-1",
            AmbientCelsius = 25,
            CRate = 0.33m,
            OpenCircuitVoltageV = 342,
            DischargeCapacityAh = 173 * sohPercent / 100,
            Findings = findings,
            RatedCapacityAh = 173,
            SohPercent = sohPercent,
        });

    public static Standing Decided(this Standing standing, Disposition disposition) => standing.Then(
        Maker, Noon(2026, 10, 16), new DispositionDecided { Disposition = disposition, Suggested = disposition, Grounds = ["soh-at-least-60"] });

    /// <summary>On offer to the stranger, as lease, for a month.</summary>
    public static Standing Offered(this Standing standing) => standing.Then(
        Maker,
        Now,
        new TransferOffered
        {
            Transfer = "transfer-1",
            Type = TransferType.CustodyOnly,
            From = Maker.Id,
            To = Stranger.Id,
            ExpiresAt = Now.AddDays(30),
        });

    /// <summary>In other hands: that of the holder, the custodian, or both.</summary>
    public static Standing InHandsOf(this Standing standing, Party holder, Party custodian) => standing.Offered().Then(
        custodian, Now, new TransferAccepted { Transfer = "transfer-1", Holder = holder.Id, Custodian = custodian.Id, Region = Guanshanhu });

    public static Standing Then(this Standing standing, Party by, DateTimeOffset occurredAt, params EntryData[] entries) =>
        standing.Then(by, occurredAt, standing.Battery, entries);

    private static Standing Then(this Standing? standing, Party by, DateTimeOffset occurredAt, BatteryCode code, params EntryData[] entries)
    {
        foreach (var data in entries)
        {
            standing = standing.After(new Entry
            {
                Battery = code,
                Sequence = (standing?.Sequence ?? 0) + 1,
                OccurredAt = occurredAt,
                RecordedAt = (standing?.RecordedAt ?? MadeAt).AddMinutes(1),
                RecordedBy = by.Id,
                Service = "tests",
                Rules = "tests/2026-01-01",
                Data = data,
            });
        }

        return standing!;
    }

    /// <summary>The standing of a second-life product that was just made.</summary>
    public static Standing Product(BatteryCode code, Party maker) => default(Standing).Then(
        maker,
        Now,
        code,
        new ProductRegistered
        {
            Nameplate = Nameplate(code),
            Maker = maker.Id,
            Region = Guanshanhu,
            Origins = [new() { Battery = Pack }],
        });
}
