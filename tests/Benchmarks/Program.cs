using System.Diagnostics;
using System.Globalization;
using Traceability.Benchmarks;
using Traceability.SystemTests;

if (args is ["audit"])
{
    await AuditBenchmark.Run();
    return;
}

// Absolute figures hold for this machine only: compare the ratios of one run.
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
var data = Directory.CreateTempSubdirectory("traceability-benchmark-");
try
{
    var starting = Stopwatch.StartNew();
    await using var registry = await StandaloneProcess.Start(data.FullName, settings: ["--Operator:ClientSecret", "benchmark", "--Limits:RequestsPerSecond", "1000000"]);
    var started = starting.Elapsed;
    var idleMegabytes = registry.ResidentBytes / 1e6;

    using var load = await Load.Prepare(registry.Address);
    await Load.Run("warm-up", load.RegisterOne, TimeSpan.FromSeconds(3));
    var empty = await Load.Run("empty endpoint", load.ReadNothing, TimeSpan.FromSeconds(seconds));
    var single = await Load.Run("register, one battery per request", load.RegisterOne, TimeSpan.FromSeconds(seconds));
    var bulk = await Load.Run("register, 500 batteries per request", load.RegisterMany, TimeSpan.FromSeconds(seconds));
    var lag = await load.UntilAuditHasAll();
    var history = await Load.Run("read a history", load.ReadHistory, TimeSpan.FromSeconds(seconds));

    Console.WriteLine($"""

        {Load.Clients} clients, {seconds} s each              per second     p50 ms     p99 ms   beside an empty endpoint
        {empty.Row(empty)}
        {single.Row(empty)}
        {bulk.Row(empty)}
        {history.Row(empty)}

        Audit had every entry {lag.TotalSeconds:0.0} s after the last receipt
        from start to first answer {started.TotalSeconds:0.00} s, idle memory {idleMegabytes:0} MB
        """);
}
finally
{
    data.Delete(recursive: true);
}
