using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>Batteries, entries and writes that nobody has to think about.</summary>
internal static class Some
{
    public const string Keeper = "standalone";

    public static readonly PartyId Maker = PartyId.Of("91520115MA0TEXT129");
    public static readonly PartyId OtherMaker = PartyId.Of("91350900587527783N");
    public static readonly RegionCode Region = RegionCode.Of("520115");
    public static readonly Vin Vin = Vin.Of("LZ9AB1CD8RG100001");
    public static readonly DateTimeOffset Noon = new(2026, 7, 1, 4, 0, 0, TimeSpan.Zero);

    public static BatteryCode Code(int serial) => BatteryCode.Of($"001PB240000003G6J{serial:0000000}");

    public static Nameplate Nameplate => new()
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

    public static BatteryRegistered Registered => new() { Nameplate = Nameplate, Maker = Maker, Holder = Maker, Region = Region };

    public static BatteryInstalled Installed => new() { Vin = Vin, Region = Region };

    public static BatteryRemoved Removed => new() { Vin = Vin, Region = Region, Reason = RemovalReason.Repair };

    public static BatteryRetired Retired => new() { Reason = RetirementReason.EndOfLife, Region = Region };

    public static TransferOffered Offered => new()
    {
        Transfer = "transfer-1", Type = TransferType.Sale, From = Maker, To = OtherMaker, ExpiresAt = Noon + TimeSpan.FromDays(30),
    };

    public static TransferAccepted Accepted =>
        new() { Transfer = "transfer-1", Holder = OtherMaker, Custodian = OtherMaker, Region = Region };

    /// <summary>A correction can follow any number of times.</summary>
    public static BatteryCorrected Corrected(int number) =>
        new() { Corrects = 1, Reason = $"correction {number}", Nameplate = Nameplate with { Model = $"LF-173-{number}" } };

    public static Act Act(string? key = null, string hash = "hash", DateTimeOffset? occurredAt = null) => new()
    {
        By = Maker,
        Service = "registration",
        Rules = "registration/2018-08-01",
        OccurredAt = occurredAt ?? Noon,
        Idempotency = key is null ? null : new(key, hash),
    };

    public static DossierAppend Opening(BatteryCode code) => After(code, null, Registered);

    /// <summary>The next correction, whatever the dossier holds.</summary>
    public static DossierAppend Following(Dossier dossier) => After(dossier.Code, dossier, Corrected(dossier.Sequence));

    public static DossierAppend After(BatteryCode code, Dossier? dossier, params IReadOnlyList<EntryData> data)
    {
        var standing = dossier?.Standing;
        var seal = dossier?.Seal;
        var entries = new List<SealedEntry>();
        foreach (var one in data)
        {
            var entry = SealedEntry.Close(new Entry
            {
                Battery = code,
                Sequence = (standing?.Sequence ?? 0) + 1,
                OccurredAt = Noon,
                RecordedAt = Noon,
                RecordedBy = Maker,
                Service = "registration",
                Rules = "registration/2018-08-01",
                Data = one,
                Previous = seal,
            });
            standing = standing.After(entry.Entry);
            seal = entry.Seal;
            entries.Add(entry);
        }

        return new()
        {
            Code = code,
            Keeper = Keeper,
            ExpectedSequence = dossier?.Sequence ?? 0,
            Claim = dossier?.Claim,
            Entries = entries,
            Standing = standing!,
        };
    }

    public static RememberedReceipt Remembered(DossierAppend append, string key, string hash = "hash") => new()
    {
        Party = Maker,
        Key = key,
        RequestHash = hash,
        Receipt = new()
        {
            Battery = append.Code,
            Sequence = append.Standing.Sequence,
            Kind = append.Entries[^1].Entry.Kind,
            Seal = append.Entries[^1].Seal,
            RecordedAt = Noon,
        },
    };
}
