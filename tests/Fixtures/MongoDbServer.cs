using Xunit;

namespace Traceability.Fixtures;

/// <summary>The MongoDB server of the tests.</summary>
internal static class MongoDbServer
{
    private const string Setting = "TRACEABILITY_MONGODB";

    /// <summary>Where it is. Without one the test is skipped.</summary>
    public static Task<string> ConnectionString()
    {
        var connectionString = Environment.GetEnvironmentVariable(Setting);
        Assert.SkipWhen(string.IsNullOrEmpty(connectionString), $"{Setting} does not name a MongoDB server.");
        return Task.FromResult(connectionString!);
    }
}
