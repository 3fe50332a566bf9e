using Microsoft.Extensions.Logging;

namespace Traceability.Simulation.Processes;

/// <summary>Listens to what the code under test logs: a failure that it bears must be one that the simulation has made.</summary>
internal sealed class FailureLog<T>(Truth truth) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null and not IOException)
        {
            truth.Fail("unexpected exception", $"{formatter(state, exception)}: {exception}");
        }
    }
}
