using System.Diagnostics;

namespace DigestMailer.Service;

/// <summary>The parts of a log entry as text of one line, without addresses.</summary>
internal static class LogText
{
    public static string Of(string message, Exception? fault, bool traces) =>
        LogMask.Apply(OneLine(fault is null ? message : $"{message.TrimEnd('.')}: {Fault(fault, traces)}"));

    private static string Fault(Exception fault, bool traces) =>
        traces ? fault.ToString() : fault.Message + (Place(fault) is { } place ? $" (in {place})" : "");

    /// <summary>The first place in our own code, which tells a developer where to look.</summary>
    private static string? Place(Exception fault) => new StackTrace(fault).GetFrames()
        .Select(frame => frame.GetMethod()?.DeclaringType)
        .FirstOrDefault(type => type?.Namespace?.StartsWith("DigestMailer", StringComparison.Ordinal) == true)
        is { } found ? (found.DeclaringType ?? found).Name : null;

    private static string OneLine(string text) => string.Join(' ',
        text.Split((char[])['\r', '\n', '\u2028', '\u2029', '\u0085'],
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };

    /// <summary>The scope of the schedule; the framework's own scopes hold addresses of pages, and stay out.</summary>
    public static string? Round(IExternalScopeProvider? scopes)
    {
        var found = new List<string>();
        scopes?.ForEachScope((scope, all) =>
        {
            if (scope is LogRound round)
            {
                all.Add(round.Name);
            }
        }, found);
        return found.Count == 0 ? null : found[^1];
    }
}
