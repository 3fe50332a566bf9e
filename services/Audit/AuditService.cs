using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Audit.Family;
using Traceability.Audit.Origins;
using Traceability.Audit.RefusedAttempts;
using Traceability.Audit.Search;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Hosting;

namespace Traceability.Audit;

/// <summary>Keeps a copy of every entry, shows histories, families and what is looked for, and verifies. It decides nothing: it only tells what is so.</summary>
public static class AuditService
{
    /// <summary>Its name among the services.</summary>
    public const string Name = "audit";

    /// <summary>Adds what the service needs beyond the defaults of every process and its stores (<see cref="SqliteAudit"/>).</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton(provider => DiscrepancyTolerance.From(provider.GetService<IConfiguration>()))
        .AddSingleton<ISubscriber<EntryRecorded>, KeepHistories>()
        .AddSingleton<ISubscriber<LotChanged>, KeepMaterial>()
        .AddSingleton<ISubscriber<TreatmentCompleted>, KeepMaterial>()
        .AddSingleton<ISubscriber<RecordingRefused>, KeepRefusedAttempts>()
        .AddSingleton<HistoryAccess>();

    /// <summary>Maps its endpoints.</summary>
    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/audit").WithTags("Audit").RequireParty();
        audit.MapReadHistory();
        audit.MapVerifyHistory();
        audit.MapSearchBatteries();
        audit.MapReadFamily();
        audit.MapReadMaterial();
        audit.MapReadRefusedAttempts();
        app.MapReadPassport();
    }
}
