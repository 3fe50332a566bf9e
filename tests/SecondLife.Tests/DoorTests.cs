using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts;
using Traceability.Dossiers;
using Traceability.Dossiers.WorkOrders;
using Traceability.Fixtures;
using Traceability.Hosting.Batches;
using Traceability.Retirement;
using Xunit;

namespace Traceability.SecondLife.Tests;

public sealed class DoorTests
{
    [Fact]
    public void Every_endpoint_of_both_services_can_be_mapped()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddRetirement().AddSecondLife();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<DossierOffice>(_ => throw new NotSupportedException());
        builder.Services.AddSingleton<WorkOrderDesk>(_ => throw new NotSupportedException());
        var app = builder.Build();

        app.MapRetirement();
        app.MapSecondLife();

        Assert.Equal(
            [
                "/deployment-moves", "/deployments", "/dispositions", "/health-assessments", "/products", "/retirement/suggestion/{code}", "/retirements",
                "/take-backs", "/vehicle-scrappings", "/vehicle-scrappings", "/vehicle-scrappings/{id}", "/vehicles/{vin}/batteries",
            ],
            ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Select(endpoint => endpoint.RoutePattern.RawText).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_request_for_a_product_reads_as_it_is_documented()
    {
        var command = JsonSerializer.Deserialize<MakeProduct>(
            """
            { "product": "GZ9PB01G6K0000012RP", "occurredAt": "2026-11-20T17:00:00+08:00",
              "nameplate": { "level": "pack", "chemistry": "LFP", "capacityAh": 130, "voltageV": 345, "energyKwh": 44.9, "massKg": 480,
                             "model": "SL-45", "producedOn": "2026-06-19" },
              "origins": [ { "battery": "GZ9MB0100000A1G6K0000001" }, { "party": "91520402MA0TEXT47G", "reason": "Label lost." } ] }
            """,
            TraceabilityJson.Options)!;

        Assert.Null(MakeProduct.RefuseOrigins(command));
        Assert.Equal(Products.Module(1), command.Origins[0].Battery);
        Assert.DoesNotContain("battery\":\"GZ9PB", JsonSerializer.Serialize(command, TraceabilityJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_lists_its_lines_as_problems()
    {
        var outcome = new WorkOrderOutcome.Refused([new(Life.Pack, DossierRefusals.NotHolder.With(Life.Reuser.Id, Life.Pack, Life.Maker.Id))]);
        var services = new ServiceCollection().AddLogging().ConfigureHttpJsonOptions(json => TraceabilityJson.Configure(json.SerializerOptions));
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services.BuildServiceProvider(), Response = { Body = body } };

        await outcome.Answer(_ => new ProductMade { Product = null!, Origins = [] }).ExecuteAsync(context);

        var problem = JsonDocument.Parse(body.ToArray()).RootElement;
        Assert.Equal(403, context.Response.StatusCode);
        Assert.Equal("not-holder", problem.GetProperty("code").GetString());
        Assert.Equal("not-holder", problem.GetProperty("lines")[0].GetProperty("problem").GetProperty("code").GetString());
        Assert.Equal(Life.Pack.Value, problem.GetProperty("lines")[0].GetProperty("battery").GetString());
    }
}
