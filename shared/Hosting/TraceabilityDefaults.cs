using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Traceability.Contracts;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Parties;
using Traceability.Hosting.Languages;

namespace Traceability.Hosting;

/// <summary>What every process of the registry has, whichever services run in it.</summary>
public static class TraceabilityDefaults
{
    /// <summary>
    /// Adds JSON conventions, problem documents, languages, limits, token validation, the party directory, OpenAPI and health. The process
    /// itself must add an <see cref="Dossiers.Documents.IDocumentStore"/> and an <see cref="IBus"/>. Settings are read now, so
    /// configuration must be complete.
    /// </summary>
    public static WebApplicationBuilder AddTraceabilityDefaults(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            TraceabilityJson.Configure(options.SerializerOptions);

            // A misspelt member of a request must not be lost silently.
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ExceptionsAsProblems>();
        builder.Services.TryAddSingleton(TimeProvider.System);

        builder.Services.AddSingleton<PartyDirectory>();
        builder.Services.AddSingleton<ISubscriber<PartyChanged>>(services => services.GetRequiredService<PartyDirectory>());
        builder.Services.AddHostedService<LoadPartyDirectory>();

        builder.Services.AddRequestLanguage();
        builder.AddRequestLimits();
        builder.AddTokenValidation();
        builder.Services.AddSingleton<KnownTokens>();
        builder.AddOpenApiDocument();
        builder.Services.AddHealth();
        return builder;
    }

    /// <summary>Puts the same into the pipeline; call it before the services map their endpoints.</summary>
    public static WebApplication UseTraceabilityDefaults(this WebApplication app)
    {
        app.DemandAnIssuer();
        app.UseRequestLanguage();
        app.UseStatusesAsProblems();
        app.UseExceptionHandler();
        app.UseTokens();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseCallers();
        app.UseOpenApiDocument();
        app.MapHealth();
        app.MapProblemCatalogue();
        return app;
    }
}
