using Traceability.Gateway;
using Traceability.Hosting;

if (HealthProbe.IsAsked(args))
{
    return await HealthProbe.Run();
}

var builder = WebApplication.CreateBuilder(args);
builder.AddGateway();

var app = builder.Build();
app.MapGateway();
await app.RunAsync();
return 0;
