using System.CommandLine;
using System.Data.Common;
using DigestMailer.Service;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Cli;

/// <summary>A command that acts once and stops: it opens the rooms, calls one of them, and shows the result.</summary>
internal abstract class OneShotCommand : Command
{
    private readonly IReadOnlyList<string> settings;

    protected OneShotCommand(IReadOnlyList<string> settings, string name, string description, string example)
        : base(name, $"{description}\n\nExample:\n  {example}")
    {
        this.settings = settings;
        SetAction(ActAsync);
    }

    /// <returns>The exit code.</returns>
    protected abstract Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel);

    /// <summary>Settings that this command puts over all others.</summary>
    protected virtual IEnumerable<string> OwnSettings(ParseResult arguments) => [];

    /// <summary>The time as of which this command acts where none is given; null means the real one.</summary>
    protected virtual DateTimeOffset? OwnNow => null;

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        try
        {
            var now = arguments.GetValue(GlobalOptions.Now) ?? OwnNow;
            var builder = Application.Builder([.. settings, .. OwnSettings(arguments)], now);
            builder.Logging.ClearProviders();
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
                .SetMinimumLevel(LogLevel.Warning);
            await using var app = builder.Build();
            using var session = Session.Open(app.Services, arguments.GetValue(GlobalOptions.Json));
            return await ActAsync(session, arguments, cancel);
        }
        catch (Exception fault) when (Explain(fault) is { } line)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {line}");
            return ExitCode.Refused;
        }
    }

    /// <summary>
    /// The one line for endings that are the operator's to mend; null for bugs, which keep their stack trace.
    /// </summary>
    internal static string? Explain(Exception fault) => fault switch
    {
        RefusedException refused => refused.Message,
        OptionsValidationException wrong => "settings: " + wrong.Failures.First().ReplaceLineEndings(" "),
        OperationCanceledException =>
            "stopped before it was done; what was finished is kept, the same command goes on from there.",
        DbException database =>
            $"database: {database.Message.ReplaceLineEndings(" ")} {FaultAdvice.Of(database)}",
        InvalidOperationException binding
            when binding.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            $"settings: {binding.Message} Correct the value in appsettings.json, the environment or on the command line.",
        InvalidDataException or FormatException
            when fault.InnerException is System.Text.Json.JsonException or FormatException
                || fault is InvalidDataException =>
            $"settings: {fault.Message.ReplaceLineEndings(" ")} {fault.InnerException?.Message}".TrimEnd(),
        IOException or UnauthorizedAccessException =>
            fault.Message.ReplaceLineEndings(" ") + " Check the path, its permissions and the free space.",
        _ => null,
    };
}
