using System.Diagnostics;
using Xunit;

namespace Traceability.Dossiers.Tests.Fixtures;

/// <summary>Waits for what happens beside the test.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    public static Task Holds(string what, Func<bool> condition) => Holds(what, () => Task.FromResult(condition()));

    public static async Task Holds(string what, Func<Task<bool>> condition)
    {
        var waiting = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waiting.Elapsed < Deadline, $"After {Deadline.TotalSeconds} seconds it still does not hold that {what}.");
            await Task.Delay(Between, TestContext.Current.CancellationToken);
        }
    }
}
