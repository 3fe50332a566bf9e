using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Messages;

namespace Traceability.Benchmarks;

/// <summary>A pack's life in sealed entries: registered, installed, offered, accepted, retired.</summary>
internal static class SealedLife
{
    private static readonly PartyId Maker = PartyId.Of("91520115MA0TEXT129");
    private static readonly PartyId Dealer = PartyId.Of("91520303MA0TEXT39Y");
    private static readonly DateTimeOffset Begun = new(2026, 6, 20, 4, 0, 0, TimeSpan.Zero);

    /// <summary>The messages that tell of it.</summary>
    public static IReadOnlyList<EntryRecorded> Of(int serial)
    {
        var life = new List<EntryRecorded>();
        foreach (var data in Facts(serial))
        {
            life.Add(new()
            {
                Entry = SealedEntry.Close(new Entry
                {
                    Battery = BatteryCode.Of($"GZ9PE0100000A1G6K{serial:0000000}"),
                    Sequence = life.Count + 1,
                    OccurredAt = Begun.AddDays(life.Count),
                    RecordedAt = Begun.AddDays(life.Count),
                    RecordedBy = Maker,
                    Service = "benchmark",
                    Rules = "benchmark/2026-01-01",
                    Data = data,
                    Previous = life.Count == 0 ? null : life[^1].Entry.Seal,
                }),
            });
        }

        return life;
    }

    private static IEnumerable<EntryData> Facts(int serial)
    {
        var (here, there) = (RegionCode.Of("520115"), RegionCode.Of("520303"));
        var vin = Vin.Of("LZ9AB1CD8RG100001");
        yield return new BatteryRegistered
        {
            Nameplate = new()
            {
                Level = BatteryLevel.Pack, Chemistry = Chemistry.Ncm622, CapacityAh = 150, VoltageV = 350, EnergyKwh = 52.5m, MassKg = 340, Model = "GP-52", ProducedOn = new(2026, 6, 19),
            },
            Maker = Maker,
            Holder = Maker,
            Region = here,
        };
        yield return new BatteryInstalled { Vin = vin, Region = here };
        yield return new TransferOffered { Transfer = $"t{serial}", Type = TransferType.Sale, From = Maker, To = Dealer, ExpiresAt = Begun.AddYears(1) };
        yield return new TransferAccepted { Transfer = $"t{serial}", Holder = Dealer, Custodian = Dealer, Region = there };
        yield return new BatteryRetired { Reason = RetirementReason.EndOfLife, Vin = vin, Region = there };
    }
}
