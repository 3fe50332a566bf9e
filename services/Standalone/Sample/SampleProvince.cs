using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenIddict.Server;
using OpenIddict.Validation;
using Traceability.Dossiers;
using Traceability.Dossiers.Rules;
using Traceability.Dossiers.Sqlite;
using Traceability.Ownership;
using Traceability.Parties;
using Traceability.Recycling;
using Traceability.Retirement;

namespace Traceability.Standalone.Sample;

/// <summary>
/// A made-up year of Guizhou, loaded into the running registry through its own door, by parties with tokens of their own: there is no
/// other way in.
/// </summary>
internal static class SampleProvince
{
    // About how many lines are recorded per pack; only the bar needs it.
    private const double LinesPerPack = 11;

    /// <summary>Opens the folder of the sample, or says why there can be none. Until it is loaded the registry runs under a clock of its own.</summary>
    public static (SampleFolder? Folder, string? Refusal) Open(WebApplicationBuilder builder)
    {
        builder.Configuration["Data"] ??= SampleOptions.DefaultFolder;
        var (options, flaw) = SampleOptions.From(builder.Configuration);
        if (options is null)
        {
            return (null, flaw);
        }

        var opened = SampleFolder.Open(builder.Configuration["Data"]!, options, TimeProvider.System.GetUtcNow());
        if (opened.Folder is { Content.IsLoaded: false })
        {
            AddClock(builder);
        }

        return opened;
    }

    // Tokens go by the real time: the year takes less than the hour for which they are valid.
    private static void AddClock(WebApplicationBuilder builder)
    {
        var clock = new SampleClock();
        builder.Services.AddSingleton(clock).AddSingleton<TimeProvider>(clock);
        builder.Services.Configure<OpenIddictServerOptions>(options => options.TimeProvider = TimeProvider.System);
        builder.Services.Configure<OpenIddictValidationOptions>(options => options.TimeProvider = TimeProvider.System);
    }

    /// <summary>Loads the sample if it is not there yet, and says how to look at it.</summary>
    public static async Task Show(WebApplication app, SampleFolder folder)
    {
        var address = AddressOf(app);
        if (folder.Content.IsLoaded)
        {
            Console.WriteLine("The sample province was loaded before.");
        }
        else
        {
            var loading = Stopwatch.StartNew();
            using var registry = new SampleRegistry(address);
            try
            {
                folder.Complete(await Load(app, folder.Content, registry));
            }
            catch (Exception) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                Console.WriteLine($"Loading was stopped half-way: remove {app.Configuration["Data"]} before you start again.");
                return;
            }

            Console.WriteLine(
                $"The sample province is loaded: {registry.Recorded:#,0} entries reported in {loading.Elapsed.TotalSeconds:0} s. Warnings: " +
                $"{string.Join(", ", registry.Warnings.OrderBy(warning => warning.Key, StringComparer.Ordinal).Select(warning => $"{warning.Key} {warning.Value}"))}.");
        }

        SampleWelcome.Print(address, folder.Content);
    }

    private static Task<IReadOnlyList<SampleCredential>> Load(WebApplication app, SampleMark asked, SampleRegistry registry)
    {
        var services = app.Services;
        var clock = services.GetRequiredService<SampleClock>();
        var world = new SampleWorld(
            new(asked.Seed, asked.Packs), registry, services.GetRequiredService<DatedRules<RetirementRules>>(), services.GetRequiredService<DatedRules<RecyclingRules>>());
        var loader = new SampleLoader(
            world, clock, services.GetServices<IHostedService>().OfType<ExpireTransfers>().Single(),
            services.GetRequiredService<IDossierStore>());
        return SampleProgress.Show(report =>
        {
            registry.Report = lines => report(Math.Min(1, lines / (asked.Packs * LinesPerPack)), clock.GetUtcNow());
            return services.GetRequiredService<SqliteDatabase>().WithoutFlushing(() => loader.Load(AdministratorOf(app), app.Lifetime.ApplicationStopping));
        });
    }

    // Where its secret was configured it was not shown, and need not be.
    private static IssuedCredential AdministratorOf(WebApplication app) => app.Services.GetRequiredService<FirstStart>().Credential
        ?? new($"{app.Configuration["Operator:Party"] ?? "000000000"}-1", app.Configuration["Operator:ClientSecret"]!);

    // Kestrel may listen on every address; the loader is on this machine.
    private static Uri AddressOf(WebApplication app)
    {
        var address = new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (address.Host is "0.0.0.0" or "[::]")
        {
            address.Host = "localhost";
        }

        return address.Uri;
    }
}
