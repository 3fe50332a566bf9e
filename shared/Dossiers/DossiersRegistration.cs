using Microsoft.Extensions.DependencyInjection;
using Traceability.Dossiers.Bus;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.HandOvers;
using Traceability.Dossiers.Mongo;
using Traceability.Dossiers.Sqlite;
using Traceability.Dossiers.WorkOrders;

namespace Traceability.Dossiers;

/// <summary>Adds what a process needs to keep dossiers.</summary>
public static class DossiersRegistration
{
    /// <summary>Adds recording, publishing and work orders, on whatever store and bus the process has.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="keeper">The name under which the process keeps dossiers.</param>
    public static IServiceCollection AddDossiers(this IServiceCollection services, string keeper) => services
        .AddSingleton(new KeeperName(keeper))
        .AddSingleton<EntryRelay>()
        .AddHostedService(provider => provider.GetRequiredService<EntryRelay>())
        .AddSingleton<RefusalReporter>()
        .AddHostedService(provider => provider.GetRequiredService<RefusalReporter>())
        .AddSingleton<WorkOrderDesk>()
        .AddHostedService(provider => provider.GetRequiredService<WorkOrderDesk>())
        .AddSingleton<DossierOffice>();

    /// <summary>
    /// Lets the process get dossiers from other keepers and hand its own over to them. It also needs an <see cref="IKeeperMail"/>. Without
    /// it, what is not in the store does not exist.
    /// </summary>
    /// <param name="services">The process's services.</param>
    /// <param name="home">The keeper that knows every battery.</param>
    public static IServiceCollection AddHandOvers(this IServiceCollection services, string home) => services
        .AddSingleton(new HandOverSettings { Home = home })
        .AddSingleton<HandOverDesk>()
        .AddHostedService(provider => provider.GetRequiredService<HandOverDesk>());

    /// <summary>Puts dossiers and documents into one SQLite file.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="path">The file; its folder must exist.</param>
    public static IServiceCollection AddSqliteStores(this IServiceCollection services, string path) => services
        .AddSingleton(_ => new SqliteDatabase(path))
        .AddSingleton<IDossierStore, SqliteDossierStore>()
        .AddSingleton<IDocumentStore, SqliteDocumentStore>();

    /// <summary>Puts dossiers and documents into one database on a MongoDB server.</summary>
    /// <param name="services">The process's services.</param>
    /// <param name="connectionString">Where the server is.</param>
    /// <param name="database">The name of the database: each keeper has its own.</param>
    public static IServiceCollection AddMongoStores(this IServiceCollection services, string connectionString, string database) => services
        .AddSingleton(_ => new MongoDatabase(connectionString, database))
        .AddSingleton<IDossierStore, MongoDossierStore>()
        .AddSingleton<IDocumentStore, MongoDocumentStore>();

    /// <summary>Brings messages to the subscribers of this process without a broker.</summary>
    public static IServiceCollection AddInProcessBus(this IServiceCollection services) => services.AddSingleton<IBus, InProcessBus>();
}
