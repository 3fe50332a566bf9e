using Traceability.Dossiers.Rules;
using Traceability.Standalone;

var builder = WebApplication.CreateBuilder(args);
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
    await app.WaitForShutdownAsync();
    return 0;
}
