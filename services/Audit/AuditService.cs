using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.Contracts.Messages;
using Traceability.Dossiers.Bus;
using Traceability.Hosting;

namespace Traceability.Audit;

/// <summary>Keeps a copy of every entry, shows histories and verifies them. It decides nothing: it only tells what is so.</summary>
public static class AuditService
{
    /// <summary>Adds what the service needs beyond the defaults of every process and an <see cref="IHistoryStore"/>.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<ISubscriber<EntryRecorded>, KeepHistories>()
        .AddSingleton<HistoryAccess>();

    /// <summary>Maps its endpoints.</summary>
    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        var audit = app.MapGroup("/audit").WithTags("Audit").RequireParty();
        audit.MapReadHistory();
        audit.MapVerifyHistory();
        app.MapReadPassport();
    }
}
