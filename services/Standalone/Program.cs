using Traceability.Standalone;

var builder = WebApplication.CreateBuilder(args);
builder.AddStandalone();

var app = builder.Build();
app.MapStandalone();

await using (app)
{
    await Welcome.Start(app);
    await app.WaitForShutdownAsync();
}
