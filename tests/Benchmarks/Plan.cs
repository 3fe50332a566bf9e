namespace Traceability.Benchmarks;

/// <summary>What is measured, in which order, and beside what.</summary>
internal sealed class Plan(string data, double seconds, Report report)
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const string Stored = ", a million stored";

    public async Task Run(bool large)
    {
        MeasureVerification();
        var (bareSingle, bareBulk) = MeasureBareInserts();
        var registry = await Registry.Start(data);
        await using (registry)
        {
            registry.Fill(Few);
            WarmUp(registry);
            var empty = report.Add(Load.Run("empty endpoint", seconds, registry.EmptyEndpoint()));
            var single = report.Add(Load.Run("register, one battery per request", seconds, registry.Registrations(1)));
            registry.UntilAuditHasAll();
            var history = report.Add(Load.Run("read a history", seconds, registry.Histories()));
            var bulk = report.Add(Load.Run("register, 500 batteries per request", seconds, registry.Registrations(Registry.BatteriesPerRequest)));
            report.Add("Audit behind the last receipt", registry.UntilAuditHasAll().TotalMilliseconds, "ms");
            report.Add("from start to first answer", registry.Started.TotalMilliseconds, "ms");
            report.Add("idle memory", registry.IdleBytes / 1e6, "MB");

            report.Compare("single registrations / the slower of endpoint and inserts", single.PerSecond / Math.Min(empty.PerSecond, bareSingle.PerSecond), 0.35);
            report.Compare("bulk registrations / bare inserts", bulk.PerSecond / bareBulk.PerSecond, 0.5);
            report.Compare("histories / empty endpoint", history.PerSecond / empty.PerSecond, 0.5);
            MeasureSearch(registry, "");
            if (large)
            {
                registry.Fill(Many);
                MeasureMany(registry, single, history);
            }
        }

        if (large)
        {
            await using var again = await Registry.Start(data, registry);
            report.Add($"from start to first answer{Stored}", again.Started.TotalMilliseconds, "ms");
            report.Add($"idle memory{Stored}", again.IdleBytes / 1e6, "MB");
        }
    }

    private void MeasureVerification() =>
        report.Compare("verified entries per second and core", report.Add(Lives.Verify(Math.Min(seconds, 3))).PerSecond, 100_000);

    private (Measured Single, Measured Bulk) MeasureBareInserts()
    {
        using var bare = new BareInserts(data);
        Load.Run("warm-up", 1, bare.Inserts(1));
        return (
            report.Add(Load.Run("bare inserts, one battery per write", seconds, bare.Inserts(1))),
            report.Add(Load.Run("bare inserts, 500 batteries per write", seconds, bare.Inserts(Registry.BatteriesPerRequest))));
    }

    // Long enough for the runtime to have compiled what is used most a second time.
    private static void WarmUp(Registry registry)
    {
        Load.Run("warm-up", 8, registry.Registrations(1));
        Load.Run("warm-up", 3, registry.EmptyEndpoint());
        Load.Run("warm-up", 3, registry.Histories());
    }

    private void MeasureSearch(Registry registry, string when)
    {
        if (Search.Paths.Count > 0)
        {
            report.Add(Load.Run($"search{when}", seconds, registry.Searches()));
        }
    }

    private void MeasureMany(Registry registry, Measured single, Measured history)
    {
        var singleMany = report.Add(Load.Run($"register, one battery per request{Stored}", seconds, registry.Registrations(1)));
        registry.UntilAuditHasAll();
        var historyMany = report.Add(Load.Run($"read a history{Stored}", seconds, registry.Histories()));
        MeasureSearch(registry, Stored);
        report.Compare("single registrations: few / a million stored", single.PerSecond / singleMany.PerSecond, 1.3, atMost: true);
        report.Compare("histories: few / a million stored", history.PerSecond / historyMany.PerSecond, 1.3, atMost: true);
    }
}
