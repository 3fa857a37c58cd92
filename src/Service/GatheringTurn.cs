using System.Diagnostics;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Service.Telemetry;

namespace DigestMailer.Service;

/// <summary>One gathering at a time in this process, and what the log says of it: a line for each source.</summary>
internal sealed class GatheringTurn(GatheringRounds rounds, ServiceMeter meter, ILogger<GatheringTurn> log)
    : IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public async Task GatherAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            var sources = (await rounds.GatherAsync(cancel)).Sources;
            Activity.Current?.SetTag("papers.listed", sources.Sum(source => source.Listed))
                .SetTag("papers.new", sources.Sum(source => source.New));
            foreach (var source in sources)
            {
                meter.Count(source);
                Say(source);
            }
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
