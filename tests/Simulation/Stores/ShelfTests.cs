using Traceability.Dossiers;
using Traceability.Dossiers.Documents;
using Traceability.Dossiers.Tests.Stores;

namespace Traceability.Simulation.Stores;

/// <summary>The simulated stores do what every store must.</summary>
public sealed class DossierShelfTests : DossierStoreContract
{
    private readonly DossierShelf shelf = new();
    private readonly AtOnce carrier = new();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IDossierStore Open() => new SimulatedDossierStore(shelf, carrier);

    protected override Task Close() => Task.CompletedTask;
}

/// <summary>The simulated stores do what every store must.</summary>
public sealed class DocumentShelfTests : DocumentStoreContract
{
    private readonly DocumentShelf shelf = new();
    private readonly AtOnce carrier = new();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IDocumentStore Open() => new SimulatedDocumentStore(shelf, carrier);

    protected override Task Close() => Task.CompletedTask;
}

/// <summary>One call after the other, without delay.</summary>
internal sealed class AtOnce : ICarrier
{
    private readonly Lock gate = new();

    public Task<T> Call<T>(string what, Func<T> effect)
    {
        lock (gate)
        {
            return Task.FromResult(effect());
        }
    }
}
