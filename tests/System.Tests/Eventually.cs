using System.Diagnostics;

namespace Traceability.SystemTests;

/// <summary>Waits for a condition, not for the clock.</summary>
internal static class Eventually
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(25);

    public static async Task Holds(Func<Task<bool>> condition, TimeSpan patience, Func<string> otherwise)
    {
        var waiting = Stopwatch.StartNew();
        while (!await IsTrue(condition))
        {
            Assert.True(waiting.Elapsed < patience, otherwise());
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
