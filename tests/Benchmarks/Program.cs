using System.Globalization;
using Traceability.Benchmarks;

if (args is ["audit"])
{
    await AuditBenchmark.Run();
    return;
}

// [seconds for each row] [--json <file>] [--large]: --large also measures with a million batteries stored.
var seconds = args.Length > 0 && double.TryParse(args[0], CultureInfo.InvariantCulture, out var given) ? given : 8;
var json = Array.IndexOf(args, "--json") is >= 0 and var at ? args[at + 1] : null;
var data = Directory.CreateTempSubdirectory("traceability-benchmark-").FullName;
var report = new Report();
try
{
    await new Plan(data, seconds, report).Run(large: args.Contains("--large"));
    report.Finish(json);
}
finally
{
    Directory.Delete(data, recursive: true);
}
