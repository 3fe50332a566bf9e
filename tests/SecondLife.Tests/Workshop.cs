using Microsoft.AspNetCore.Http.HttpResults;
using Traceability.Contracts.Entries;
using Traceability.Contracts.Identifiers;
using Traceability.Dossiers;
using Traceability.Dossiers.Sqlite;
using Traceability.Fixtures;
using Traceability.Hosting;
using Xunit;

namespace Traceability.SecondLife.Tests;

/// <summary>The service over a real store.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly RealStore store = new();

    public SqliteDossierStore Dossiers => store.Dossiers;

    public DossierOffice Office => store.Office;

    /// <summary>Retired modules of the second-life user, tested and decided for a second life: four entries each.</summary>
    public async Task<BatteryCode[]> FitModules(int first, int count)
    {
        var codes = Enumerable.Range(first, count).Select(Products.Module).ToArray();
        foreach (var code in codes)
        {
            await store.Open(Life.Retired(Life.Reuser, code).Tested(80).Decided(Disposition.SecondLife), Life.Reuser);
        }

        return codes;
    }

    public Task<Results<JsonHttpResult<ProductMade>, ProblemHttpResult>> Make(MakeProduct command, string? key = null) => MakeProductEndpoint.Handle(
        command, new Caller(Life.Reuser), new IdempotencyKey(key), store.Desk, Products.AllRules, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
