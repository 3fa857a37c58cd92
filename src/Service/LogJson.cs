using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DigestMailer.Service;

/// <summary>One JSON object a line for each entry, with the named values of its message.</summary>
internal sealed class LogJson(LogStyle style, TimeProvider clock) : ConsoleFormatter(LogSetup.Json)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider,
        TextWriter textWriter)
    {
        var entry = new Dictionary<string, object?>
        {
            ["time"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["level"] = LogText.Level(logEntry.LogLevel),
            ["category"] = logEntry.Category,
            ["round"] = LogText.Round(scopeProvider),
            ["message"] = LogText.Of(logEntry.Formatter(logEntry.State, logEntry.Exception), logEntry.Exception,
                style.Traces),
            ["values"] = Values(logEntry.State),
        };
        textWriter.WriteLine(JsonSerializer.Serialize(entry, Plain));
    }

    private static Dictionary<string, object?> Values(object? state) =>
        (state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            .Where(value => value.Key != "{OriginalFormat}").DistinctBy(value => value.Key)
            .ToDictionary(value => value.Key, value => value.Value switch
            {
                null or bool or int or long or double => value.Value,
                IFormattable other => LogMask.Apply(other.ToString(null, CultureInfo.InvariantCulture)),
                var other => LogMask.Apply(other.ToString() ?? ""),
            });
}
