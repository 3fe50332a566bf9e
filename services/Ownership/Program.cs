using Traceability.Hosting;
using Traceability.Ownership;

return await ServiceProcess.Run(
    args,
    OwnershipService.Name,
    builder => builder.AddKeeper(OwnershipService.Name).Services.AddOwnership(),
    app => app.MapKeeper().MapOwnership());
