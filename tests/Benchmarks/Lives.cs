using System.Diagnostics;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.SystemTests;

namespace Traceability.Benchmarks;

/// <summary>Histories as the registry writes them, and how fast they are verified.</summary>
internal static class Lives
{
    private const int Batteries = 2000;

    private static readonly PartyId Maker = PartyId.Of("91520115MA0TEXT129");
    private static readonly PartyId Carmaker = PartyId.Of("91520201MA0TEXT200");
    private static readonly PartyId Recycler = PartyId.Of("91520603MA0TEXT63Y");
    private static readonly OwnerReference Person = OwnerReference.Of("owner-0123456789abcdefghjkmnpqrs");
    private static readonly Vin Vehicle = Vin.Of("LZ9AB1CD8RG100001");
    private static readonly RegionCode Region = RegionCode.Of("520115");
    private static readonly DateTimeOffset Beginning = new(2026, 6, 20, 2, 0, 0, 123, TimeSpan.Zero);

    /// <summary>The entry of a registration.</summary>
    public static SealedEntry Registration() => History(1)[0];

    /// <summary>Verifies whole lives on this thread for a while.</summary>
    public static Measured Verify(double seconds)
    {
        var histories = Enumerable.Range(1, Batteries).Select(number => History(number).Select(entry => entry.Utf8Json).ToList()).ToList();
        VerifyAll(histories, seconds);
        var verifying = Stopwatch.StartNew();
        var entries = VerifyAll(histories, seconds);
        return new("verify entries, one core", entries / verifying.Elapsed.TotalSeconds, 0, 0);
    }

    private static long VerifyAll(List<List<ReadOnlyMemory<byte>>> histories, double seconds)
    {
        var (verified, running) = (0L, Stopwatch.StartNew());
        for (var i = 0; running.Elapsed.TotalSeconds < seconds; i = (i + 1) % histories.Count)
        {
            var verification = new HistoryVerification(BatteryCode.Of(Codes.Ncm('P', i + 1)));
            foreach (var entry in histories[i])
            {
                if (verification.Next(entry) is { } flaw)
                {
                    throw new InvalidOperationException(flaw.Detail);
                }
            }

            verified += verification.Verified;
        }

        return verified;
    }

    private static List<SealedEntry> History(int number)
    {
        var entries = new List<SealedEntry>();
        foreach (var data in Life($"transfer-{number:0000000000}"))
        {
            entries.Add(SealedEntry.Close(new Entry
            {
                Battery = BatteryCode.Of(Codes.Ncm('P', number)),
                Sequence = entries.Count + 1,
                OccurredAt = Beginning.AddDays(entries.Count),
                RecordedAt = Beginning.AddDays(entries.Count).AddMinutes(7),
                RecordedBy = Carmaker,
                Service = "registration",
                Rules = "registration/2026-04-01",
                Data = data,
                Previous = entries.LastOrDefault()?.Seal,
            }));
        }

        return entries;
    }

    private static IEnumerable<EntryData> Life(string transfer) =>
    [
        new BatteryRegistered { Nameplate = Nameplate(), Maker = Maker, Holder = Maker, Region = Region, Parts = [], RecycledContent = [] },
        Offer(transfer, Maker, Carmaker),
        new TransferAccepted { Transfer = transfer, Holder = Carmaker, Custodian = Carmaker, Region = Region },
        new BatteryInstalled { Vin = Vehicle, Region = Region },
        new SoldToPrivateOwner { Owner = Person, Region = Region },
        new BatteryRetired { Reason = RetirementReason.EndOfLife, Region = Region, Vin = Vehicle, OdometerKm = 182_000 },
        new CollectedFromPrivateOwner { Owner = Person, Collector = Carmaker, Region = Region },
        Offer(transfer + "-2", Carmaker, Recycler),
        new TransferAccepted { Transfer = transfer + "-2", Holder = Recycler, Custodian = Recycler, Region = Region },
        Test(),
        new DispositionDecided { Disposition = Disposition.Recycling, Suggested = Disposition.Recycling, Grounds = ["soh-below-60"] },
        new BatteryReceived { MassKg = 339.2m, Region = Region },
        new BatteryTreated { Treatment = "treatment-1", Process = TreatmentProcess.Hydrometallurgy, MassKg = 339.2m, Region = Region, Lots = ["lot-1"] },
    ];

    private static Nameplate Nameplate() => new()
    {
        Level = BatteryLevel.Pack,
        Chemistry = Chemistry.Ncm622,
        CapacityAh = 150,
        VoltageV = 350.4m,
        EnergyKwh = 52.56m,
        MassKg = 340,
        Model = "GP-52",
        ProducedOn = new(2026, 6, 19),
    };

    private static TransferOffered Offer(string transfer, PartyId from, PartyId to) =>
        new() { Transfer = transfer, Type = TransferType.Sale, From = from, To = to, ExpiresAt = Beginning.AddYears(1) };

    private static HealthAssessed Test() => new()
    {
        TestedOn = new(2034, 2, 10),
        Laboratory = "Guiyang test bench 2",
        Equipment = "BT-500",
        Calibration = "GZ-2026-114",
        AmbientCelsius = 25.4m,
        CRate = 0.33m,
        OpenCircuitVoltageV = 338.2m,
        DischargeCapacityAh = 88.7m,
        Findings = [],
        RatedCapacityAh = 150,
        SohPercent = 59.1m,
    };
}
