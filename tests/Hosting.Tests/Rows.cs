using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Traceability.Contracts;
using Traceability.Hosting.Batches;
using Traceability.Hosting.Bulk;
using Traceability.Registration;

namespace Traceability.Hosting.Tests;

/// <summary>Registrations of batteries, as they are sent.</summary>
internal static class Rows
{
    public const string Headings = "battery,occurredAt,level,chemistry,capacityAh,voltageV,energyKwh,massKg,model,producedOn,parts";

    public const string Cells = "GZ9PB0100000A1G6K0000012,2026-06-20 08:00,pack,LFP,150,345.6,51.84,340,\"GP, 52\",2026-06-19,GZ9MB0100000A1G6K0000001;GZ9MB0100000A1G6K0000002";

    public const string Line = """
        {"battery":"GZ9PB0100000A1G6K0000012","occurredAt":"2026-06-20T08:00:00+08:00","nameplate":{"level":"pack","chemistry":"LFP","capacityAh":150,"voltageV":345.6,"energyKwh":51.84,"massKg":340,"model":"GP-52","producedOn":"2026-06-19"},"parts":["GZ9MB0100000A1G6K0000001"]}
        """;

    /// <summary>How requests are read.</summary>
    public static readonly JsonSerializerOptions Json = Requests();

    public static readonly BulkOperation Operation = new(
        "batteries", typeof(Rows).GetMethod(nameof(Handle), BindingFlags.Static | BindingFlags.NonPublic)!, Json);

    private static JsonSerializerOptions Requests()
    {
        var options = new JsonOptions().SerializerOptions;
        TraceabilityJson.Configure(options);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        return options;
    }

    private static Task<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>> Handle(Batch<RegisterBattery> batch) =>
        Task.FromResult<Results<JsonHttpResult<BatchResult>, ProblemHttpResult>>(TypedResults.Json(new BatchResult { Results = [] }, statusCode: batch.Batteries.Count));
}
