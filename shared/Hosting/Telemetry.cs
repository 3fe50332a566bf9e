using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Traceability.Hosting;

/// <summary>
/// Traces and metrics, sent where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; where it says nothing, nothing is measured. One trace goes
/// from the request through the store and the bus to whoever takes the message.
/// </summary>
public static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Requests to other processes, the store's driver and the bus name their own.
    private static readonly string[] Sources = ["System.Net.Http", "MongoDB.Driver", "MassTransit"];
    private static readonly string[] Meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "MassTransit"];

    /// <summary>Adds them.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="service">The name under which they appear.</param>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        if (builder.Configuration[Endpoint] is { Length: > 0 })
        {
            builder.Services.AddOpenTelemetry()
                .ConfigureResource(resource => resource.AddService(service, "traceability"))
                .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation(IgnoreProbes).AddSource(Sources))
                .WithMetrics(metrics => metrics.AddMeter(Meters))
                .UseOtlpExporter();
        }

        return builder;
    }

    private static void IgnoreProbes(OpenTelemetry.Instrumentation.AspNetCore.AspNetCoreTraceInstrumentationOptions options) =>
        options.Filter = context => !context.Request.Path.StartsWithSegments("/health");
}
