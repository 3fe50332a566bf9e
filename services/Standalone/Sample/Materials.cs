using System.Text.Json;
using Traceability.Contracts.Materials;
using Traceability.Contracts.Parties;
using Traceability.Recycling;

namespace Traceability.Standalone.Sample;

/// <summary>Recovered material goes from recyclers to makers of materials, and from these to makers of batteries, who declare to have used it.</summary>
internal static class Materials
{
    /// <summary>Ships the lots that are due.</summary>
    public static async Task Ship(SampleWorld world, DateTimeOffset until)
    {
        var due = world.Lots.Where(lot => lot.Due < until).OrderBy(lot => lot.Id, StringComparer.Ordinal).ToList();
        world.Lots.RemoveAll(due.Contains);
        var shipped = await Task.WhenAll(due.Where(IsSold).Select(lot => Ship(world, lot, Buyer(world, lot))));
        foreach (var lot in shipped)
        {
            if (lot.Owner.Is(PartyRole.BatteryMaker))
            {
                lot.Owner.Stock.Add(lot);
            }
            else
            {
                world.Lots.Add(lot);
            }
        }
    }

    // Metals and residues leave the province.
    private static bool IsSold(SampleLot lot) => lot.Material is
        Material.LithiumCarbonate or Material.NickelSulfate or Material.CobaltSulfate or Material.ManganeseSulfate or Material.Graphite;

    private static async Task<SampleLot> Ship(SampleWorld world, SampleLot lot, SampleParty buyer)
    {
        var answer = await world.Registry.Send(
            lot.Owner, $"/lots/{lot.Id}/shipments", new ShipLot { OccurredAt = lot.Due, To = buyer.Id, MassKg = lot.MassKg }, world.Registry.Key(lot.Id));
        using var receipt = JsonDocument.Parse(answer);
        return new(receipt.RootElement.GetProperty("lot").GetString()!, lot.Material, buyer, lot.Due.AddDays(10 + (Number(lot) % 10))) { MassKg = lot.MassKg };
    }

    private static SampleParty Buyer(SampleWorld world, SampleLot lot)
    {
        if (lot.Owner.Is(PartyRole.Recycler))
        {
            var materialMakers = world.Parties.With(PartyRole.MaterialMaker);
            return materialMakers[Number(lot) % materialMakers.Count];
        }

        string[] makers = lot.Material is Material.LithiumCarbonate or Material.Graphite ? ["SP1", "SP2", "SP3", "SP4"] : ["SP2"];
        return world.Parties.OfVendor(makers[Number(lot) % makers.Length]);
    }

    // Ids are hashes: their digits are as good as drawn.
    private static int Number(SampleLot lot) => Convert.ToInt32(lot.Id[^4..], 16);
}
