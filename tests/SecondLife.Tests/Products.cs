using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers.Rules;
using Traceability.Fixtures;

namespace Traceability.SecondLife.Tests;

/// <summary>Codes, rules and requests of second-life products.</summary>
internal static class Products
{
    public static readonly DatedRules<SecondLifeRules> AllRules = DatedRules.Embedded<SecondLifeRules>(SecondLifeService.Name);
    public static readonly SecondLifeRules Rules = AllRules.On(Life.Now).Rules;

    public static BatteryCode Code(int serial) => BatteryCode.Of($"GZ9PB01G6K{serial:0000000}RP");

    public static BatteryCode Module(int serial) => BatteryCode.Of($"GZ9MB0100000A1G6K{serial:0000000}");

    public static MakeProduct Of(BatteryCode product, params BatteryCode[] origins) => new()
    {
        Product = product,
        OccurredAt = Life.Now,
        Nameplate = Life.Nameplate(product),
        Origins = [.. origins.Select(origin => new Origin { Battery = origin })],
    };
}
