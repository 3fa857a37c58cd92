using System.Diagnostics;
using System.Threading.Channels;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Service.Telemetry;

namespace DigestMailer.Service;

/// <summary>One gathering at a time in this process, and what the log says of it: a line for each source.</summary>
internal sealed class GatheringTurn(GatheringRounds rounds, Gatherer gatherer, ServiceMeter meter,
    ILogger<GatheringTurn> log) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    private readonly Channel<bool> ended =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Waits for the end of a gathering; all that ended since the last wait count as one.</summary>
    public async Task EndedAsync(CancellationToken cancel) => await ended.Reader.ReadAsync(cancel);

    /// <summary>A gathering of all sources.</summary>
    public Task GatherAsync(CancellationToken cancel) => GatherAsync(null, cancel);

    /// <param name="only">Name of the one source to ask; null asks all.</param>
    public async Task GatherAsync(string? only, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var sources = (await (only is null ? rounds.GatherAsync(cancel)
                : gatherer.GatherAsync(only, null, cancel))).Sources;
            Activity.Current?.SetTag("papers.listed", sources.Sum(source => source.Listed))
                .SetTag("papers.new", sources.Sum(source => source.New));
            foreach (var source in sources)
            {
                meter.Count(source);
                Say(source);
            }

            ended.Writer.TryWrite(true);
        }
        finally
        {
            one.Release();
        }
    }

    private void Say(SourceReport source)
    {
        var state = source.State.ToString().ToLowerInvariant();
        if (source.Error is null)
        {
            log.LogInformation("{Source}: {State}, {Listed} listed, {New} new", source.Name, state, source.Listed,
                source.New);
        }
        else
        {
            log.LogWarning("{Source}: {State}, {Listed} listed, {New} new; {Error}", source.Name, state, source.Listed,
                source.New, source.Error);
        }
    }

    public void Dispose() => one.Dispose();
}
