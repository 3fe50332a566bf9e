using Traceability.Hosting;
using Traceability.Recycling;

return await ServiceProcess.Run(
    args,
    RecyclingService.Name,
    builder => builder.AddKeeper(RecyclingService.Name).Services.AddRecycling(),
    app => app.MapKeeper().MapRecycling());
