using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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

    /// <summary>Whether it shows pages of the site, and so needs the web host, which takes time to load.</summary>
    protected virtual bool ShowsPages => false;

    /// <summary>The time as of which this command acts if none is given; null means the real one.</summary>
    protected virtual DateTimeOffset? OwnNow => null;

    protected async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        try
        {
            var now = arguments.GetValue(GlobalOptions.Now) ?? OwnNow;
            using var host = Build([.. settings, .. OwnSettings(arguments)], now);
            using var session = Session.Open(host.Services, arguments.GetValue(GlobalOptions.Json), OpensDatabase);
            return await ActAsync(session, arguments, cancel);
        }
        catch (Exception fault) when (StartFault.Explain(fault) is { } line)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {line}");
            return ExitCode.Refused;
        }
    }

    private IHost Build(IReadOnlyList<string> all, DateTimeOffset? now)
    {
        if (ShowsPages)
        {
            return BuildWithPages(all, now);
        }

        var rooms = Application.CommandBuilder(all, now);
        Log(rooms);
        return rooms.Build();
    }

    /// <summary>By itself, since the web host is loaded for whatever names it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SuppressMessage("Performance", "CA1859", Justification = "The caller must not name the web host either.")]
    private static IHost BuildWithPages(IReadOnlyList<string> all, DateTimeOffset? now)
    {
        var pages = Application.Builder(all, now);
        Log(pages);
        return pages.Build();
    }

    private static void Log(IHostApplicationBuilder builder) => builder.Logging.ClearProviders()
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        .SetMinimumLevel(LogLevel.Warning);
}
