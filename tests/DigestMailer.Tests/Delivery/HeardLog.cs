using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Tests.Delivery;

/// <summary>Keeps every line that is logged, exceptions with it.</summary>
internal sealed class HeardLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentBag<(string Part, TaskCompletionSource Said)> awaited = [];

    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>Ends when a line is logged that holds this, from now on.</summary>
    public Task SaysAsync(string part)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited.Add((part, said));
        return said.Task;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel}: {formatter(state, exception)} {exception}";
        Lines.Enqueue(line);
        foreach (var (_, said) in awaited.Where(one => line.Contains(one.Part, StringComparison.Ordinal)))
        {
            said.TrySetResult();
        }
    }

    public void Dispose()
    {
    }
}
