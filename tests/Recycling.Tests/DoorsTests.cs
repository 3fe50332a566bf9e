using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Materials;
using Traceability.Dossiers;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.WorkOrders;
using Xunit;

namespace Traceability.Recycling.Tests;

public sealed class DoorsTests
{
    [Fact]
    public async Task Every_door_can_be_mapped()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRecycling().AddAuthorization()
            .AddSingleton(TimeProvider.System).AddSingleton<DossierOffice>().AddSingleton<WorkOrderDesk>().AddSingleton<PartyDirectory>();
        await using var app = builder.Build();

        app.MapRecycling();

        // Reading the endpoints binds their parameters, which throws where one cannot be bound.
        var doors = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(door => $"{door.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {door.RoutePattern.RawText}");
        Assert.Equal(
            [
                "GET /lots", "GET /lots/{id}", "GET /recycling/balance", "GET /treatments", "GET /treatments/{id}", "GET /treatments/{id}/recovery", "POST /intakes",
                "POST /lots/merges", "POST /lots/{id}/shipments", "POST /lots/{id}/splits", "POST /treatments",
            ],
            doors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_treatment_is_read_as_it_is_documented()
    {
        var command = JsonSerializer.Deserialize<TreatBatteries>(
            """
            {
              "occurredAt": "2034-02-25T18:00:00+08:00", "process": "hydrometallurgy",
              "batteries": [{ "battery": "GZ9PE0100000A1G6K0000012" }, { "battery": "GZ9PE0100000A1G6K0000013", "massKg": 339.2 }],
              "outputs": [{ "material": "lithium-carbonate", "massKg": 35, "purityPercent": 99.5 }, { "material": "other", "massKg": 1, "description": "separator" }]
            }
            """,
            TraceabilityJson.Options)!;

        Assert.Equal(TreatmentProcess.Hydrometallurgy, command.Process);
        Assert.Equal([null, 339.2m], command.Batteries.Select(line => line.MassKg));
        Assert.Equal([new(Material.LithiumCarbonate, 35, 99.5m), new(Material.Other, 1, Description: "separator")], command.Outputs);
    }

    [Theory]
    [InlineData("""{ "material": "lithium-carbonate" }""", "massKg")]
    [InlineData("""{ "massKg": 1 }""", "material")]
    [InlineData("""{ "material": "gold", "massKg": 1 }""", "material")]
    public void An_output_that_lacks_or_misnames_something_cannot_be_read(string json, string member) =>
        Assert.Contains(member, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Output>(json, TraceabilityJson.Options)).Message, StringComparison.Ordinal);
}
