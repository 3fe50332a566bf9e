using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Traceability.Contracts;
using Traceability.Hosting.Languages;

namespace Traceability.Hosting;

/// <summary>What a process in front of the services has: it keeps nothing, knows no party and believes no token.</summary>
public static class GatewayDefaults
{
    /// <summary>Adds JSON conventions, problem documents and languages.</summary>
    public static WebApplicationBuilder AddGatewayDefaults(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options => TraceabilityJson.Configure(options.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ExceptionsAsProblems>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddRequestLanguage();
        builder.Services.AddHealthChecks();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Nothing is kept here on its way; each service says how much it takes.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        return builder;
    }

    /// <summary>Puts the same into the pipeline, with the page at <c>/swagger</c> and health.</summary>
    public static WebApplication UseGatewayDefaults(this WebApplication app)
    {
        app.UseRequestLanguage();
        app.UseStatusesAsProblems();
        app.UseExceptionHandler();
        app.UseOpenApiPage();
        app.MapHealth();
        return app;
    }
}
