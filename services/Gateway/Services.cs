namespace Traceability.Gateway;

/// <summary>A service behind the gateway, and what it answers.</summary>
/// <param name="Name">Its name: in entries, in rules, and in the network where nothing else is configured.</param>
/// <param name="Paths">The first parts of the paths that it answers.</param>
/// <param name="Files">The operations that it takes files for (<c>/bulk/...</c>).</param>
internal sealed record Service(string Name, IReadOnlyList<string> Paths, IReadOnlyList<string> Files)
{
    /// <summary>Whether it decides by rules of its own.</summary>
    public bool HasRules => Files.Count > 0;
}

/// <summary>
/// Who answers what. A test holds it against the OpenAPI document of the whole registry, where every operation carries the name of its
/// service as a tag.
/// </summary>
internal static class Services
{
    /// <summary>All of them; where several say the same (the types of the OpenAPI document, a problem), the first one is believed.</summary>
    public static IReadOnlyList<Service> All { get; } =
    [
        new("registration",
            ["batteries", "installations", "removals", "replacements", "corrections", "part-removals"],
            ["batteries", "installations", "removals", "replacements", "corrections", "part-removals"]),
        new("parties", ["parties", "owners", "connect", ".well-known"], []),
        new("ownership",
            ["transfers", "private-sales", "private-collections", "outlets"],
            ["transfers", "acceptances", "private-sales", "private-collections"]),
        new("retirement",
            ["retirements", "health-assessments", "dispositions", "retirement", "vehicles", "vehicle-scrappings"],
            ["retirements", "health-assessments", "dispositions"]),
        new("second-life",
            ["products", "deployments", "deployment-moves", "take-backs"],
            ["deployments", "deployment-moves", "take-backs"]),
        new("recycling", ["intakes", "treatments", "lots", "recycling"], ["intakes"]),
        new("audit", ["audit", "passport"], []),
    ];

    /// <summary>Those that decide by rules of their own.</summary>
    public static IReadOnlyList<Service> WithRules { get; } = [.. All.Where(service => service.HasRules).OrderBy(service => service.Name, StringComparer.Ordinal)];

    /// <summary>Where a service is: what <c>Services</c> in the configuration says, else its name.</summary>
    public static Uri AddressOf(this IConfiguration configuration, Service service) =>
        new(configuration[$"Services:{service.Name}"] is { Length: > 0 } configured ? configured : $"http://{service.Name}:8080");

    /// <summary>
    /// Where it takes files: what <c>Services:&lt;name&gt;-files</c> says, else where it is. Where it has several replicas, one of its
    /// processes has the files, as they lie on its disk.
    /// </summary>
    public static Uri FilesAddressOf(this IConfiguration configuration, Service service) =>
        configuration[$"Services:{service.Name}-files"] is { Length: > 0 } configured ? new(configured) : configuration.AddressOf(service);
}
