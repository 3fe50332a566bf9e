namespace Traceability.SystemTests;

/// <summary>Made-up codes with a valid form.</summary>
public static class Codes
{
    /// <summary>A new NCM pack, module or cell of vendor GZ9, made on 2026-06-19.</summary>
    public static string Ncm(char level, int serial) => $"GZ9{level}E0100000A1G6K{serial:0000000}";

    /// <summary>A new LFP pack of vendor GZ9, made on 2026-06-19.</summary>
    public static string Lfp(int serial) => $"GZ9PB0100000A1G6K{serial:0000000}";

    /// <summary>The nameplate that goes with <see cref="Ncm"/>.</summary>
    public static object Nameplate(string level) => level switch
    {
        "cell" => new { level, chemistry = "NCM622", capacityAh = 150, voltageV = 3.65, energyKwh = 0.5475, massKg = 2.4, model = "GC-150", producedOn = "2026-06-19" },
        "module" => new { level, chemistry = "NCM622", capacityAh = 150, voltageV = 43.8, energyKwh = 6.57, massKg = 31, model = "GM-6", producedOn = "2026-06-19" },
        _ => new { level, chemistry = "NCM622", capacityAh = 150, voltageV = 350.4, energyKwh = 52.56, massKg = 340, model = "GP-52", producedOn = "2026-06-19" },
    };
}
