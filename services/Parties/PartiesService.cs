using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Hosting;

namespace Traceability.Parties;

/// <summary>
/// The Parties service: who may act, and as what. It registers organisations with their roles, permits and credentials, keeps the
/// personal data of private owners, issues access tokens, and tells every other service of each change.
/// </summary>
public static class PartiesService
{
    /// <summary>Its name among the services.</summary>
    public const string Name = "parties";

    private const string Tag = "Parties";

    /// <summary>Adds what the service needs; the process adds the defaults, a document store and a bus.</summary>
    public static WebApplicationBuilder AddParties(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PartyStore>();
        builder.Services.AddSingleton<OwnerStore>();
        builder.Services.AddSingleton<ClientSecrets>();
        builder.Services.AddSingleton<PartiesRelay>();
        builder.Services.AddSingleton<FirstAdministrator>();
        builder.Services.AddHostedService<PartiesSweep>();
        builder.Services.AddTokenServer(builder.Configuration);
        return builder;
    }

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapParties(this IEndpointRouteBuilder routes)
    {
        var parties = routes.MapGroup("/parties").WithTags(Tag).RequireParty();
        parties.MapRegisterParty();
        parties.MapReadParty();
        parties.MapChangeParty();
        parties.MapSuspendParty();
        parties.MapLiftSuspension();
        parties.MapIssueCredential();
        parties.MapRevokeCredential();

        var owners = routes.MapGroup("/owners").WithTags(Tag).RequireParty();
        owners.MapRegisterOwner();
        owners.MapReadOwner();
        owners.MapEraseOwner();

        routes.MapGroup("").WithTags(Tag).MapIssueToken();
        return routes;
    }
}
