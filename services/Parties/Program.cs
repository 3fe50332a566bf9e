using Microsoft.Extensions.DependencyInjection;
using Traceability.Hosting;
using Traceability.Parties;

return await ServiceProcess.Run(
    args,
    PartiesService.Name,
    builder => builder.AddParties().Services.AddFirstStart(),
    app =>
    {
        app.MapParties();
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<FirstStart>().Show(Console.Out));
    });
