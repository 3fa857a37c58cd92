using DigestMailer.Outbox;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Today;

namespace DigestMailer.Service.Telemetry;

/// <summary>
/// Brings the gauges up to what the database says, four times a minute. Each process does, so that none shows what was
/// true when it had its turn in the schedule.
/// </summary>
internal sealed class GaugeWatch(MailBoard mail, Brake brake, GatheringLog gatherings, SourceRegistry sources,
    RoundLog rounds, ServiceMeter meter, TimeProvider clock, ILogger<GaugeWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                meter.Gauges.Set(await ReadAsync(stoppingToken));
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The rounds say so too; meanwhile ages grow by the clock.
                log.LogDebug(fault, "The gauges could not be read");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task<Gauges> ReadAsync(CancellationToken cancel)
    {
        var health = await gatherings.HealthAsync(cancel);
        return new(await mail.OldestDueAsync(cancel), await brake.ReasonAsync(cancel) is not null,
            sources.All.Where(source => health.ContainsKey(source.Name))
                .ToDictionary(source => source.Name, source => health[source.Name].BadSince),
            (await rounds.ReadAsync(cancel)).ToDictionary(round => round.Name, round =>
                (rounds.Since(round.Name) is null ? round.EndedAt : null, round.IsFailing)));
    }
}
