using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Dossiers;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Parties;
using Traceability.Dossiers.Sqlite;
using Xunit;

namespace Traceability.Ownership.Tests;

public sealed class EndpointsTests
{
    [Fact]
    public async Task Every_capability_has_its_door()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new KeeperName("test"));
        builder.Services.AddSingleton<IBus, InProcessBus>().AddSingleton<EntryRelay>().AddSingleton<DossierOffice>().AddSingleton<PartyDirectory>();
        builder.Services.AddSingleton<IDossierStore, SqliteDossierStore>().AddSingleton<IDocumentStore, SqliteDocumentStore>();
        builder.Services.AddOwnership();
        await using var app = builder.Build();

        app.MapOwnership();

        Assert.Equal(
            [
                "GET /outlets/{party}/stock", "GET /transfers", "GET /transfers/{id}", "POST /private-collections", "POST /private-sales", "POST /transfers",
                "POST /transfers/{id}/acceptance", "POST /transfers/{id}/rejection", "POST /transfers/{id}/withdrawal",
            ],
            ((IEndpointRouteBuilder)app).DataSources
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} /{endpoint.RoutePattern.RawText!.Trim('/')}")
                .Order(StringComparer.Ordinal));
    }
}
