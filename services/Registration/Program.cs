using Traceability.Hosting;
using Traceability.Registration;

return await ServiceProcess.Run(
    args,
    RegistrationService.Name,
    builder => builder.AddKeeper(RegistrationService.Name).Services.AddRegistration(),
    app => app.MapKeeper().MapRegistration());
