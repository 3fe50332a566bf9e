using Traceability.Contracts;
using Traceability.Contracts.Entries;

namespace Traceability.Standalone.Sample;

/// <summary>What a kind of pack is used for, and so whose it becomes.</summary>
internal enum SampleUse
{
    /// <summary>Sold with a car to a person.</summary>
    Car,

    /// <summary>Sold with a bus to a bus company.</summary>
    Bus,

    /// <summary>Leased to an operator of swapping stations.</summary>
    Swap,
}

/// <summary>A kind of pack. The rated values are made up after published ones: V times Ah gives kWh, parts fit into the whole.</summary>
/// <param name="Name">Model designation.</param>
/// <param name="Specification">Two characters of the code.</param>
/// <param name="Vendor">Vendor code of the party that registers it.</param>
/// <param name="Chemistry">What it is made of.</param>
/// <param name="CapacityAh">Rated capacity.</param>
/// <param name="VoltageV">Nominal voltage.</param>
/// <param name="MassKg">Mass.</param>
/// <param name="Modules">How many modules it has; 0 where cells sit in the pack directly.</param>
/// <param name="ModuleMassKg">Mass of each.</param>
/// <param name="Years">First and last year of production.</param>
/// <param name="Share">How many are made, in comparison with the others.</param>
/// <param name="Use">What for.</param>
internal sealed record SampleModel(
    string Name, string Specification, string Vendor, Chemistry Chemistry, decimal CapacityAh, decimal VoltageV, decimal MassKg,
    int Modules, decimal ModuleMassKg, (int First, int Last) Years, int Share, SampleUse Use = SampleUse.Car)
{
    private const decimal CellVoltageV = 3.2m;
    private const decimal CellMassKg = 2.8m;

    /// <summary>All kinds, over all chemistries.</summary>
    public static IReadOnlyList<SampleModel> All { get; } =
    [
        new("SLM-50", "50", "SP1", Chemistry.Lfp, 150, 332.8m, 365, 4, 78, (2018, 2026), 230),
        new("SMF-61", "61", "SP1", Chemistry.Lmfp, 180, 342, 410, 4, 86, (2024, 2026), 40),
        new("SNA-36", "36", "SP1", Chemistry.NaIon, 120, 300, 330, 4, 75, (2024, 2026), 25),
        new("SLS-50", "51", "SP1", Chemistry.Lfp, 150, 332.8m, 372, 4, 79, (2022, 2026), 40, SampleUse.Swap),
        new("SN1-42", "42", "SP2", Chemistry.Ncm111, 120, 350.4m, 290, 4, 58, (2017, 2019), 180),
        new("SN5-52", "52", "SP2", Chemistry.Ncm523, 150, 350.4m, 330, 4, 64, (2018, 2024), 150),
        new("SN6-62", "62", "SP2", Chemistry.Ncm622, 177, 350.4m, 365, 4, 74, (2019, 2026), 90),
        new("SN8-77", "77", "SP2", Chemistry.Ncm811, 220, 350.4m, 420, 4, 84, (2021, 2026), 110),
        new("SMO-29", "29", "SP2", Chemistry.Lmo, 80, 364.8m, 290, 4, 62, (2017, 2018), 60),
        new("SHN-15", "15", "SP2", Chemistry.Ncm523, 42, 350.4m, 105, 2, 38, (2018, 2026), 45),
        new("SLP-60", "60", "SP3", Chemistry.Lfp, 173, 345.6m, 476, 0, 0, (2020, 2026), 420),
        new("SHP-16", "16", "SP3", Chemistry.Lfp, 50, 326.4m, 140, 2, 55, (2021, 2026), 90),
        new("SBL-220", "B2", "SP4", Chemistry.Lfp, 400, 550.4m, 1600, 8, 180, (2017, 2026), 35, SampleUse.Bus),
        new("SBT-83", "B8", "SP4", Chemistry.Lto, 150, 552, 1180, 8, 130, (2017, 2022), 12, SampleUse.Bus),
        new("SBC-6", "B6", "SP4", Chemistry.Other, 10, 600, 900, 0, 0, (2018, 2020), 4, SampleUse.Bus),
        new("SNC-70", "70", "SP5", Chemistry.Nca, 200, 350.4m, 400, 0, 0, (2019, 2026), 40),
        new("SCO-36", "35", "SP5", Chemistry.Lco, 100, 355.2m, 230, 0, 0, (2017, 2018), 15),
        new("SHH-1", "01", "SP5", Chemistry.NiMh, 6.5m, 201.6m, 41, 0, 0, (2017, 2022), 30),
    ];

    /// <summary>Position 5 of its codes.</summary>
    public char Letter => Chemistry.CodeLetters()[0];

    /// <summary>How many cells a module has.</summary>
    public int CellsPerModule => Modules == 0 ? 0 : (int)(VoltageV / Modules / CellVoltageV);

    /// <summary>Whether its cells are of the kind that the sample registers singly.</summary>
    public bool HasCodedCells => Name == "SLM-50";

    /// <summary>Whether any are made in the year.</summary>
    public bool IsMadeIn(int year) => year >= Years.First && year <= Years.Last;

    /// <summary>The nameplate of a pack.</summary>
    public Nameplate Pack(DateOnly day) => Plate(BatteryLevel.Pack, VoltageV, MassKg, Name, day);

    /// <summary>The nameplate of a module.</summary>
    public Nameplate Module(DateOnly day) => Plate(BatteryLevel.Module, VoltageV / Modules, ModuleMassKg, $"{Name}-M", day);

    /// <summary>The nameplate of a cell.</summary>
    public Nameplate Cell(DateOnly day) => Plate(BatteryLevel.Cell, CellVoltageV, CellMassKg, $"{Name}-C", day);

    private Nameplate Plate(BatteryLevel level, decimal voltageV, decimal massKg, string name, DateOnly day) => new()
    {
        Level = level,
        Chemistry = Chemistry,
        CapacityAh = CapacityAh,
        VoltageV = voltageV,
        EnergyKwh = decimal.Round(voltageV * CapacityAh / 1000, 3),
        MassKg = massKg,
        Model = name,
        ProducedOn = day,
    };
}
