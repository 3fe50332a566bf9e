using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;

namespace Traceability.Contracts.Tests;

/// <summary>Lives of one battery, told by what happened in them; standings come from folding entries only.</summary>
internal static class Lives
{
    public static readonly BatteryCode Battery = BatteryCode.Of("GZ9PE0100000A1G6K0000012");
    public static readonly BatteryCode Whole = BatteryCode.Of("GZ9PE0100000A1G6K0000013");
    public static readonly BatteryCode Part = BatteryCode.Of("GZ9ME0100000A1G6K0000101");
    public static readonly BatteryCode OtherPart = BatteryCode.Of("GZ9ME0100000A1G6K0000102");
    public static readonly PartyId Maker = PartyId.Of("91520115MA0TEXT129");
    public static readonly PartyId VehicleMaker = PartyId.Of("91520201MA0TEXT200");
    public static readonly PartyId Recycler = PartyId.Of("91520303MA0TEXT39Y");
    public static readonly OwnerReference Person = OwnerReference.Of("owner-0123456789abcdefghjkmnpqrs");
    public static readonly Vin Vehicle = Vin.Of("LZ9AB1CD8RG100001");
    public static readonly RegionCode Guiyang = RegionCode.Of("520115");
    public static readonly RegionCode Zunyi = RegionCode.Of("520303");
    public static readonly DateTimeOffset Beginning = new(2026, 6, 20, 2, 0, 0, TimeSpan.Zero);

    public const string Transfer = "transfer-0a1b2c3d4e5f60718293";

    public static readonly Nameplate Plate = new()
    {
        Level = BatteryLevel.Pack,
        Chemistry = Chemistry.Ncm622,
        CapacityAh = 173,
        VoltageV = 345,
        EnergyKwh = 59.7m,
        MassKg = 340.5m,
        Model = "TX-60",
        ProducedOn = new(2026, 6, 19),
    };

    public static readonly EntryData Registered =
        new BatteryRegistered { Nameplate = Plate, Maker = Maker, Holder = Maker, Region = Guiyang, Parts = [Part, OtherPart] };

    public static readonly EntryData Product =
        new ProductRegistered { Nameplate = Plate, Maker = Maker, Region = Guiyang, Origins = [new() { Battery = Whole }] };

    public static readonly EntryData BuiltIn = new BatteryBuiltIn { Into = Whole };
    public static readonly EntryData TakenOut =
        new BatteryTakenOut { From = Whole, Holder = Recycler, Custodian = VehicleMaker, Stage = Stage.Retired, Region = Zunyi };

    public static readonly EntryData PartTakenOut = new PartsTakenOut { Parts = [Part], Reason = "Second life." };
    public static readonly EntryData Installed = new BatteryInstalled { Vin = Vehicle, Region = Zunyi };
    public static readonly EntryData Removed = new BatteryRemoved { Vin = Vehicle, Reason = RemovalReason.Repair, Region = Guiyang };
    public static readonly EntryData NameplateCorrected = new BatteryCorrected { Corrects = 1, Reason = "Typing mistake.", Nameplate = Plate with { CapacityAh = 150 } };
    public static readonly EntryData VinCorrected = new BatteryCorrected { Corrects = 2, Reason = "Misread.", Vin = Vin.Of("1M8GDM9AXKP042788") };
    public static readonly EntryData Offered =
        new TransferOffered { Transfer = Transfer, Type = TransferType.Sale, From = Maker, To = Recycler, ExpiresAt = Beginning.AddDays(30) };

    public static readonly EntryData Accepted = new TransferAccepted { Transfer = Transfer, Holder = Recycler, Custodian = VehicleMaker, Region = Zunyi };
    public static readonly EntryData Rejected = new TransferRejected { Transfer = Transfer, Reason = "Not delivered." };
    public static readonly EntryData Withdrawn = new TransferWithdrawn { Transfer = Transfer, Reason = "Sold elsewhere." };
    public static readonly EntryData Expired = new TransferExpired { Transfer = Transfer };
    public static readonly EntryData Sold = new SoldToPrivateOwner { Owner = Person, Region = Zunyi };
    public static readonly EntryData Collected = new CollectedFromPrivateOwner { Owner = Person, Collector = Recycler, Region = Zunyi };
    public static readonly EntryData Retired = new BatteryRetired { Reason = RetirementReason.EndOfLife, Region = Zunyi };
    public static readonly EntryData Missing = new MissingAtScrapping { Vin = Vehicle, Scrapping = "scrapping-LZ9AB1CD8RG100001", Region = Zunyi };
    public static readonly EntryData Assessed = new HealthAssessed
    {
        TestedOn = new(2034, 2, 10),
        Laboratory = "Guiyang",
        Equipment = "BTS",
        Calibration = "CAL-1",
        AmbientCelsius = 25,
        CRate = 0.33m,
        OpenCircuitVoltageV = 338,
        DischargeCapacityAh = 140.7m,
        Findings = [],
        RatedCapacityAh = 173,
        SohPercent = 81.3m,
    };

    public static readonly EntryData Decided =
        new DispositionDecided { Disposition = Disposition.Recycling, Suggested = Disposition.Recycling, Grounds = ["soh-below-60"] };

    public static readonly EntryData IntoProduct = new MadeIntoProduct { Product = BatteryCode.Of("GZ9PE01G6K0000012RP") };
    public static readonly EntryData Deployed = new ProductDeployed { Application = SecondLifeApplication.StationaryStorage, Site = "Roof", Region = Zunyi };
    public static readonly EntryData Moved = new ProductMoved { Site = "Cellar", Region = Guiyang };
    public static readonly EntryData TakenBack = new ProductTakenBack { Reason = "Contract ended.", Region = Guiyang };
    public static readonly EntryData Received = new BatteryReceived { MassKg = 339.2m, Region = Zunyi };
    public static readonly EntryData Treated =
        new BatteryTreated { Treatment = "treatment-1", Process = TreatmentProcess.Hydrometallurgy, MassKg = 339.2m, Region = Zunyi, Lots = ["lot-1"] };

    /// <summary>One entry of every kind.</summary>
    public static readonly IReadOnlyList<EntryData> Everything =
    [
        Registered, Product, BuiltIn, TakenOut, PartTakenOut, Installed, Removed, NameplateCorrected, VinCorrected, Offered, Accepted, Rejected,
        Withdrawn, Expired, Sold, Collected, Retired, Missing, Assessed, Decided, IntoProduct, Deployed, Moved, TakenBack, Received, Treated,
    ];

    public static Entry Entry(EntryData data, int sequence, Seal? previous = null) => new()
    {
        Battery = Battery,
        Sequence = sequence,
        OccurredAt = Beginning.AddHours(sequence),
        RecordedAt = Beginning.AddDays(sequence),
        RecordedBy = VehicleMaker,
        Service = "test",
        Rules = "test/2026-04-01",
        Data = data,
        Previous = previous,
    };

    public static Standing? Standing(params IReadOnlyList<EntryData> life) =>
        life.Select((data, i) => Entry(data, i + 1)).Aggregate((Standing?)null, (standing, entry) => standing.After(entry));

    public static IReadOnlyList<SealedEntry> History(params IReadOnlyList<EntryData> life)
    {
        var entries = new List<SealedEntry>();
        foreach (var data in life)
        {
            entries.Add(SealedEntry.Close(Entry(data, entries.Count + 1, entries.LastOrDefault()?.Seal)));
        }

        return entries;
    }
}
