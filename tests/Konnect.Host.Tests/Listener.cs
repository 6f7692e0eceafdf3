using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Konnect.Host.Tests;

/// <summary>Hears everything that is logged, with exceptions in full.</summary>
internal sealed class Listener : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    // Scopes, which hold addresses as visitors typed them, are not written.
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue($"{formatter(state, exception)} {exception}".TrimEnd());

    public void Dispose()
    {
    }
}
