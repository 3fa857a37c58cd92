using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DigestMailer.Service;

/// <summary>
/// One line for each entry: time in UTC, level, the round that it belongs to, and what is to be said. For systemd the
/// priority in place of time and level, which the journal keeps itself (sd-daemon(3)).
/// </summary>
internal sealed class LogLine(string name, LogStyle style, TimeProvider clock) : ConsoleFormatter(name)
{
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider,
        TextWriter textWriter)
    {
        var text = LogText.Of(logEntry.Formatter(logEntry.State, logEntry.Exception), logEntry.Exception, style.Traces);
        textWriter.WriteLine(Head(logEntry.LogLevel) + (LogText.Round(scopeProvider) is { } round ? round + ": " : "")
            + text);
    }

    private string Head(LogLevel level) => Name == LogSetup.Systemd
        ? $"<{Priority(level)}>"
        : $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {LogText.Level(level),-5} ";

    private static int Priority(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
