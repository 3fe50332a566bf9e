using Traceability.Hosting;
using Traceability.Retirement;

return await ServiceProcess.Run(
    args,
    RetirementService.Name,
    builder => builder.AddKeeper(RetirementService.Name).Services.AddRetirement(),
    app => app.MapKeeper().MapRetirement());
