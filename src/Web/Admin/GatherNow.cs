using System.Collections.Concurrent;
using System.Threading.Channels;
using DigestMailer.Service;
using DigestMailer.Service.Jobs;

namespace DigestMailer.Web.Admin;

/// <summary>
/// Gathers when an operator asks for it, behind the page: a slow source makes nobody wait. Whoever asks twice is served
/// once.
/// </summary>
internal sealed class GatherNow(JobRun run, GatheringTurn gathering, ILogger<GatherNow> log) : BackgroundService
{
    /// <summary>Not that of the schedule, whose heartbeat it is not.</summary>
    private const string Round = "gathering on request";
    private const string All = "";

    private readonly Channel<string> asked = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, bool> open = new(StringComparer.Ordinal);

    /// <param name="source">Null asks all of them.</param>
    public void Ask(string? source)
    {
        if (open.TryAdd(source ?? All, true))
        {
            asked.Writer.TryWrite(source ?? All);
        }
    }

    /// <summary>Whether a source is still to be asked, or is being asked.</summary>
    public bool IsAsked(string source) => open.ContainsKey(source) || open.ContainsKey(All);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await NextAsync(stoppingToken) is { } source)
        {
            await run.GuardAsync(Round, log,
                () => gathering.GatherAsync(source == All ? null : source, stoppingToken), stoppingToken);
            open.TryRemove(source, out _);
        }
    }

    private async Task<string?> NextAsync(CancellationToken stop)
    {
        try
        {
            return await asked.Reader.ReadAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
