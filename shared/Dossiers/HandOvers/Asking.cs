using System.Threading.Channels;

namespace Traceability.Dossiers.HandOvers;

/// <summary>A request on its way, which all share that need the same dossier for the same purpose.</summary>
internal sealed class Asking
{
    private readonly Channel<DossierAnswer?> news = Channel.CreateUnbounded<DossierAnswer?>();
    private readonly Lazy<Task<DossierAnswer>> answer;

    /// <summary>Will ask once somebody wants the answer.</summary>
    public Asking(Func<Asking, Task<DossierAnswer>> ask) => answer = new(() => Ask(ask));

    /// <summary>The id of the request.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>What comes of it in the end.</summary>
    public Task<DossierAnswer> Answer => answer.Value;

    /// <summary>Tells that there is an answer, or without one that the store is worth another look.</summary>
    public void Tell(DossierAnswer? content) => news.Writer.TryWrite(content);

    /// <summary>Waits for news.</summary>
    /// <returns>The answer, or null where there is none but the store or the request should be tried again.</returns>
    public async Task<DossierAnswer?> Next(TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await IsNews(cancellation).WaitAsync(patience, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }

        return news.Reader.TryRead(out var content) ? content : null;
    }

    // Not within the call that wants the answer: it holds a lock meanwhile.
    private async Task<DossierAnswer> Ask(Func<Asking, Task<DossierAnswer>> ask)
    {
        await Task.Yield();
        return await ask(this);
    }

    private async Task<bool> IsNews(CancellationToken cancellation) => await news.Reader.WaitToReadAsync(cancellation);
}
