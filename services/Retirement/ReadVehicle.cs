using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Traceability.Contracts;
using Traceability.Contracts.Identifiers;
using Traceability.Contracts.Parties;
using Traceability.Dossiers;
using Traceability.Hosting;

namespace Traceability.Retirement;

/// <summary>The batteries that should be in a vehicle.</summary>
public sealed record VehicleBatteries
{
    /// <summary>The vehicle.</summary>
    public required Vin Vin { get; init; }

    /// <summary>The batteries bound to it.</summary>
    public required IReadOnlyList<BatteryCode> Batteries { get; init; }
}

/// <summary>Tells which batteries should be in a vehicle, before it is scrapped.</summary>
public static class ReadVehicleEndpoint
{
    internal static void MapReadVehicle(this IEndpointRouteBuilder retirement) => retirement
        .MapGet("/vehicles/{vin}/batteries", Handle)
        .WithName("ReadVehicleBatteries")
        .Refuses(DossierRefusals.RoleMissing, DossierRefusals.KeeperSilent);

    /// <summary>Tells which batteries are bound to a vehicle.</summary>
    /// <remarks>For dismantlers, who must find them, and for regulators of a region that the batteries have been in.</remarks>
    /// <param name="vin">The vehicle.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="office">Reads the dossiers.</param>
    /// <param name="bound">Tells where to look.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <response code="200">The batteries; none where none is known.</response>
    public static async Task<Results<Ok<VehicleBatteries>, ProblemHttpResult>> Handle(
        InPath<Vin> vin, Caller caller, DossierOffice office, BoundBatteries bound, CancellationToken cancellation)
    {
        if (CommonRules.RefuseRole(caller.Party, PartyRole.Dismantler, PartyRole.Regulator) is { } refusal)
        {
            return Problems.Refused(refusal);
        }

        var standings = await Task.WhenAll((await bound.Of(vin.Value, cancellation)).Select(code => office.Read(code, cancellation)));
        return TypedResults.Ok(new VehicleBatteries
        {
            Vin = vin.Value,
            Batteries =
            [
                .. from standing in standings.OfType<Standing>()
                   where standing.Vehicle?.Vin == vin.Value
                   where caller.Party.Is(PartyRole.Dismantler) || standing.Regions.Any(caller.Party.Region.Contains)
                   select standing.Battery,
            ],
        });
    }
}
