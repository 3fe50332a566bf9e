using Traceability.Audit;
using Traceability.Hosting;

return await ServiceProcess.Run(
    args,
    AuditService.Name,
    builder => builder.Services.AddMongoAudit().AddAudit(),
    app => app.MapAudit());
