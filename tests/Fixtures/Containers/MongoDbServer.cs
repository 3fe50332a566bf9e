using DotNet.Testcontainers.Builders;
using Testcontainers.MongoDb;

namespace Traceability.Fixtures;

/// <summary>The MongoDB that the tests of this process share. Let each test class use databases of its own.</summary>
public static class MongoDbServer
{
    private static readonly SharedContainer<MongoDbContainer> Container = new("mongo:8", image => new MongoDbBuilder(image)
        .WithUsername(string.Empty)
        .WithPassword(string.Empty)
        // The default asks mongosh inside, which a stand-in has not.
        .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("Waiting for connections"))
        .WithLabel(Leftovers.Label, Leftovers.ThisProcess)
        .Build());

    /// <summary>Whether it runs anyway, by TRACEABILITY_MONGODB, so that nothing of the tests may stay in it.</summary>
    public static bool IsGiven => Given is not null;

    private static string? Given => Environment.GetEnvironmentVariable("TRACEABILITY_MONGODB") is { Length: > 0 } given ? given : null;

    /// <summary>
    /// Its connection string: that of the environment variable TRACEABILITY_MONGODB, else of a container. The calling test is
    /// skipped where neither can be had.
    /// </summary>
    public static async Task<string> ConnectionString() => Given ?? (await Container.Started()).GetConnectionString();
}
