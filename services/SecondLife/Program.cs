using Traceability.Hosting;
using Traceability.SecondLife;

return await ServiceProcess.Run(
    args,
    SecondLifeService.Name,
    builder => builder.AddKeeper(SecondLifeService.Name).Services.AddSecondLife(),
    app => app.MapKeeper().MapSecondLife());
