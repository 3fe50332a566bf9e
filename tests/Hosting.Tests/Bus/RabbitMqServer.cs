namespace Traceability.Hosting.Tests.Bus;

internal static class RabbitMqServer
{
    public static Task<Uri> Address() => Task.FromResult(Setting("TRACEABILITY_RABBITMQ"));

    public static Task<Uri> Management() => Task.FromResult(Setting("TRACEABILITY_RABBITMQ_MANAGEMENT"));

    private static Uri Setting(string name)
    {
        var address = Environment.GetEnvironmentVariable(name);
        Assert.SkipWhen(address is null, $"{name} is not set.");
        return new(address!);
    }
}
