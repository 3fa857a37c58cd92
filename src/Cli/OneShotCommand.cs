using System.CommandLine;
using DigestMailer.Service;
using DigestMailer.Service.Running;

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
        catch (Exception fault) when (StartFault.Explain(fault) is { } line)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {line}");
            return ExitCode.Refused;
        }
    }
}
