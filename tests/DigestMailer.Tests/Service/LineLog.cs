using System.Collections.Concurrent;
using DigestMailer.Service;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigestMailer.Tests.Service;

/// <summary>Keeps the log as <c>run</c> writes it, an item for each entry.</summary>
internal sealed class LineLog(TimeProvider clock) : ILoggerProvider, ISupportExternalScope
{
    private readonly LogLine form = new(LogSetup.Line, new LogStyle(false), clock);
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Entries { get; } = [];

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LineLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => log.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var text = new StringWriter { NewLine = "\n" };
            log.form.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), log.scopes,
                text);
            log.Entries.Enqueue(text.ToString());
        }
    }
}
