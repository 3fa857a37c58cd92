using DigestMailer.Events;
using DigestMailer.Outbox;
using DigestMailer.Service.Jobs;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Today;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service;

/// <summary>
/// What an operator asks each morning: did everybody get their mail, and if not, why. One reading for the command, the
/// pages and the API.
/// </summary>
internal sealed class TodayBoard(MailBoard mail, RelayBoard relays, RoundLog rounds, GatheringLog gatherings,
    SourceRegistry sources, Brake brake, EventStore events, IOptions<ScheduleOptions> schedule,
    IOptions<SummaryOptions> summaries, TimeProvider clock)
{
    public async Task<TodayReport> ReadAsync(CancellationToken cancel = default)
    {
        var health = await gatherings.HealthAsync(cancel);
        return new(clock.GetUtcNow(), await mail.ReadAsync(cancel),
            [.. sources.All.Select(source => SourceToday.Of(source.Name, health.GetValueOrDefault(source.Name)))],
            await relays.ReadAsync(cancel), await brake.ReasonAsync(cancel), await RoundsAsync(cancel))
        {
            Events = await events.TodayAsync(cancel),
        };
    }

    private async Task<IReadOnlyList<RoundToday>> RoundsAsync(CancellationToken cancel)
    {
        var (now, past) = (clock.GetUtcNow(), await rounds.ReadAsync(cancel));
        return [.. Crons().Select(round =>
        {
            var last = past.FirstOrDefault(one => one.Name == round.Name);
            return new RoundToday(round.Name, round.Cron is { } cron ? CronTimes.Next(cron, now) : null,
                last?.EndedAt, last?.FailedAt, last?.Fault);
        })];
    }

    private IEnumerable<(string Name, string? Cron)> Crons() =>
    [
        ("gathering", schedule.Value.Gather),
        ("planning", schedule.Value.Plan),
        ("delivery", schedule.Value.Deliver),
        .. summaries.Value.IsOn ? [(SummaryRound.Name, (string?)null)]
            : Array.Empty<(string, string?)>(),
        ("backing up", schedule.Value.Backup),
        ("tidying up", schedule.Value.Purge),
        (Round.Reloading, null),
        (HookJob.Round, null),
    ];
}
