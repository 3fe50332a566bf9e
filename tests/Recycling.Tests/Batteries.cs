using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Rules;
using static Traceability.Recycling.Tests.Parties;

namespace Traceability.Recycling.Tests;

/// <summary>Batteries by what happened to them; their standings come from folding entries only.</summary>
internal static class Batteries
{
    public static readonly DateTimeOffset Now = new(2034, 2, 20, 4, 0, 0, TimeSpan.Zero);
    public static readonly BatteryCode Code = BatteryCode.Of("GZ9PE0100000A1G6K0000012");
    public static readonly Edition<RecyclingRules> Edition = DatedRules.Embedded<RecyclingRules>(RecyclingService.Name).On(Now);

    public static readonly Nameplate Nameplate = new()
    {
        Level = BatteryLevel.Pack,
        Chemistry = Chemistry.Ncm622,
        CapacityAh = 173,
        VoltageV = 345,
        EnergyKwh = 60,
        MassKg = 340,
        Model = "TX-60",
        ProducedOn = new(2026, 6, 19),
    };

    public static readonly EntryData Registered =
        new BatteryRegistered { Nameplate = Nameplate, Maker = Maker.Id, Holder = Maker.Id, Region = Maker.Region };

    public static readonly EntryData Retired = new BatteryRetired { Reason = RetirementReason.EndOfLife, Region = Maker.Region };
    public static readonly EntryData OfferedToRecycler = Offered(TransferType.Collection, Now.AddDays(-1));
    public static readonly EntryData AcceptedByRecycler =
        new TransferAccepted { Transfer = "transfer-1", Holder = Recycler.Id, Custodian = Recycler.Id, Region = Recycler.Region };

    public static readonly EntryData LentToRecycler =
        new TransferAccepted { Transfer = "transfer-1", Holder = Maker.Id, Custodian = Recycler.Id, Region = Recycler.Region };

    public static readonly EntryData OnOffer = Offered(TransferType.Sale, Now.AddDays(30));
    public static readonly EntryData Received = new BatteryReceived { MassKg = 339.2m, Region = Recycler.Region };

    /// <summary>Retired, handed over to the recycler and not yet in its store.</summary>
    public static readonly EntryData[] AtTheRecycler = [Registered, Retired, OfferedToRecycler, AcceptedByRecycler];

    /// <summary>In the recycler's store, and to be recycled.</summary>
    public static readonly EntryData[] ReadyToTreat = [.. AtTheRecycler, Received, Decided(Disposition.Recycling)];

    public static EntryData Decided(Disposition disposition) =>
        new DispositionDecided { Disposition = disposition, Suggested = disposition, Grounds = ["soh-below-60"] };

    public static Standing Standing(params IReadOnlyList<EntryData> life) =>
        life.Aggregate((Standing?)null, (standing, data) => standing.After(Entry(standing, data)))!;

    /// <summary>The standing that an entry leads to.</summary>
    public static Standing After(this Standing standing, EntryData data) => standing.After(Entry(standing, data));

    private static TransferOffered Offered(TransferType type, DateTimeOffset expiresAt) =>
        new() { Transfer = "transfer-1", Type = type, From = Maker.Id, To = Recycler.Id, ExpiresAt = expiresAt };

    private static Entry Entry(Standing? before, EntryData data) => new()
    {
        Battery = Code,
        Sequence = (before?.Sequence ?? 0) + 1,
        OccurredAt = Now.AddDays(-10),
        RecordedAt = Now.AddDays(-10),
        RecordedBy = Maker.Id,
        Service = "test",
        Rules = "test/2026-04-01",
        Data = data,
    };
}
