using System.Diagnostics;

namespace Traceability.Fixtures;

/// <summary>Waits for a condition, not for the clock.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(10);

    public static Task Holds(string what, Func<bool> condition) => Holds(what, () => Task.FromResult(condition()));

    public static Task Holds(string what, Func<Task<bool>> condition) =>
        Holds(condition, Patience, () => $"After {Patience.TotalSeconds} seconds it still does not hold that {what}.");

    public static async Task Holds(Func<Task<bool>> condition, TimeSpan patience, Func<string> otherwise)
    {
        var waiting = Stopwatch.StartNew();
        while (!await IsTrue(condition))
        {
            Xunit.Assert.True(waiting.Elapsed < patience, otherwise());
            await Task.Delay(LookAgainAfter);
        }
    }

    // A connection refused means "not yet" while something starts.
    private static async Task<bool> IsTrue(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException)
        {
            return false;
        }
    }
}
