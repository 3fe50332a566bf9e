using System.Runtime.InteropServices;
using Npgsql;
using Traceability.MongoGateway;
using Traceability.MongoGateway.Commands;
using Traceability.MongoGateway.Engine;

var port = int.Parse(Environment.GetEnvironmentVariable("GATEWAY_PORT") ?? "27017", System.Globalization.CultureInfo.InvariantCulture);
var engineAddress = Environment.GetEnvironmentVariable("GATEWAY_ENGINE") ?? "Host=/var/run/postgresql;Username=postgres;Database=postgres";

await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(engineAddress)
{
    MaxPoolSize = 64,
    MaxAutoPrepare = 64,
    NoResetOnClose = true,
    CommandTimeout = 0,
    Timeout = 60,
});
using var stop = new CancellationTokenSource();
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

var engine = new DocumentEngine(source);
var commands = new CommandTable(engine);
using var sweep = new Timer(_ => _ = commands.ForgetAbandoned(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
try
{
    await new GatewayServer(commands, port).Run(stop.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped.");
}
