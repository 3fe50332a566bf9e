using Traceability.Dossiers.Rules;
using Traceability.Parties;
using Traceability.Standalone;
using Traceability.Standalone.Sample;

// The watch over settings would look at every write into the data folder, which lies beside them.
var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args.Where(arg => arg != SampleOptions.Flag)]);
SampleFolder? sample = null;
if (args.Contains(SampleOptions.Flag))
{
    (sample, var refusal) = SampleProvince.Open(builder);
    if (refusal is not null)
    {
        await Console.Error.WriteLineAsync(refusal);
        return 1;
    }
}

builder.AddStandalone();

var app = builder.Build();
app.MapStandalone();

await using (app)
{
    try
    {
        await app.Services.GetRequiredService<RuleArchive>().Keep(CancellationToken.None);
    }
    catch (RulesNotUsableException unusable)
    {
        await Console.Error.WriteLineAsync(unusable.Message);
        return 1;
    }

    await Welcome.Start(app);
    if (sample is not null)
    {
        await SampleProvince.Show(app, sample);
    }
    else
    {
        app.Services.GetRequiredService<FirstStart>().Show(Console.Out);
    }

    await app.WaitForShutdownAsync();
    return 0;
}
