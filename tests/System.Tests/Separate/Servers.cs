namespace Traceability.Fixtures;

/// <summary>The MongoDB server of the tests.</summary>
internal static class MongoDbServer
{
    public static Task<string> ConnectionString() => Task.FromResult(Given.Setting("TRACEABILITY_MONGODB"));
}

/// <summary>The RabbitMQ server of the tests.</summary>
internal static class RabbitMqServer
{
    public static Task<Uri> Address() => Task.FromResult(new Uri(Given.Setting("TRACEABILITY_RABBITMQ")));

    public static Task<Uri> Management() => Task.FromResult(new Uri(Given.Setting("TRACEABILITY_RABBITMQ_MANAGEMENT")));
}

file static class Given
{
    public static string Setting(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"{name} is not set.");
        return value!;
    }
}
