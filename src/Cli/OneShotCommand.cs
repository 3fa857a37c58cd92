using System.CommandLine;
using System.Data.Common;
using DigestMailer.Service;
using DigestMailer.Settings;
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

    /// <summary>Settings of this command, which win over all others.</summary>
    protected virtual IEnumerable<string> OwnSettings(ParseResult arguments) => [];

    /// <summary>Whether the database is opened and brought up to date before the command acts.</summary>
    protected virtual bool OpensDatabase => true;

    /// <summary>The time as of which this command acts if none is given; null means the real one.</summary>
    protected virtual DateTimeOffset? OwnNow => null;

    protected async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        try
        {
            var now = arguments.GetValue(GlobalOptions.Now) ?? OwnNow;
            var builder = Application.Builder([.. settings, .. OwnSettings(arguments)], now);
            builder.Logging.ClearProviders();
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
                .SetMinimumLevel(LogLevel.Warning);
            await using var app = builder.Build();
            using var session = Session.Open(app.Services, arguments.GetValue(GlobalOptions.Json), OpensDatabase);
            return await ActAsync(session, arguments, cancel);
        }
        catch (Exception fault) when (Explain(fault) is { } line)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {line}");
            return ExitCode.Refused;
        }
    }

    /// <summary>
    /// The one line for endings that the operator can fix; null for bugs, which keep their stack trace.
    /// </summary>
    internal static string? Explain(Exception fault) => BrokenFile.Explain(fault) is { } broken ? "settings: " + broken
        : fault switch
        {
            RefusedException refused => refused.Message,
            OptionsValidationException wrong => "settings: " + OneLine([.. wrong.Failures]),
            OperationCanceledException =>
                "stopped before it was done; what was finished is kept, and the same command goes on from there.",
            DbException database =>
                $"database: {database.Message.ReplaceLineEndings(" ")} {FaultAdvice.Of(database)}",
            InvalidDataException => $"settings: {fault.Message.ReplaceLineEndings(" ")}",
            IOException or UnauthorizedAccessException =>
                fault.Message.ReplaceLineEndings(" ") + " Check the path, its permissions and the free space.",
            _ => null,
        };

    /// <summary>The first fault in full, and the keys of the others.</summary>
    private static string OneLine(IReadOnlyList<string> faults)
    {
        var keys = faults.Select(fault => fault.Split(' ')[0].TrimEnd(':', ';')).Distinct().ToList();
        var others = keys.Skip(1).ToList();
        var named = string.Join(", ", others.Take(5)) + (others.Count > 5 ? $" and {others.Count - 5} more" : "");
        return faults[0].ReplaceLineEndings(" ") + (others.Count == 0 ? "" : $" Also not valid: {named}.");
    }
}
