using Spectre.Console;

namespace Traceability.Standalone.Sample;

/// <summary>Shows how far the loading has got: a bar where somebody looks at a console, else a line for each month.</summary>
internal static class SampleProgress
{
    private const string Title = "Loading a sample province";

    /// <summary>Runs the work, which reports how much of it is done and which day it has come to.</summary>
    public static Task<T> Show<T>(Func<Action<double, DateTimeOffset>, Task<T>> work) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? ShowBar(work) : ShowLines(work);

    private static Task<T> ShowBar<T>(Func<Action<double, DateTimeOffset>, Task<T>> work) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(context =>
        {
            var task = context.AddTask(Title, maxValue: 1);
            return work((done, day) =>
            {
                task.Value = done;
                task.Description = $"{Title}: {day:yyyy-MM-dd}";
            });
        });

    private static Task<T> ShowLines<T>(Func<Action<double, DateTimeOffset>, Task<T>> work)
    {
        var month = 0;
        return work((done, day) =>
        {
            if (day.Month != month)
            {
                month = day.Month;
                Console.WriteLine($"{Title}: {day:yyyy-MM}, {done:0 %}");
            }
        });
    }
}
