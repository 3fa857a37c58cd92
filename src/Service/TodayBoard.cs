using DigestMailer.Events;
using DigestMailer.Outbox;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Service.Jobs;
using DigestMailer.Subscribers.Libraries;
using DigestMailer.Today;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service;

/// <summary>
/// What an operator asks each morning: did everybody get their mail, and if not, why. One reading for the command, the
/// pages and the API.
/// </summary>
internal sealed class TodayBoard(MailBoard mail, RelayBoard relays, RoundLog rounds, GatheringLog gatherings,
    SourceRegistry sources, Brake brake, EventStore events, IOptions<ScheduleOptions> schedule,
    IOptions<SummaryOptions> summaries, IOptions<ZoteroOptions> zotero, TimeProvider clock)
{
    public async Task<TodayReport> ReadAsync(CancellationToken cancel = default)
    {
        var (health, told) = (await gatherings.HealthAsync(cancel), await events.TodayAsync(cancel));
        return new(clock.GetUtcNow(), await mail.ReadAsync(cancel),
            [.. sources.All.Select(source => SourceToday.Of(source.Name, health.GetValueOrDefault(source.Name)))],
            await relays.ReadAsync(cancel), await brake.ReasonAsync(cancel), await RoundsAsync(told.IsOn, cancel))
        {
            Events = told,
        };
    }

    private async Task<IReadOnlyList<RoundToday>> RoundsAsync(bool tells, CancellationToken cancel)
    {
        var (now, past) = (clock.GetUtcNow(), await rounds.ReadAsync(cancel));
        return [.. Crons(tells).Select(round =>
        {
            var last = past.FirstOrDefault(one => one.Name == round.Name);
            return new RoundToday(round.Name, round.Cron is { } cron ? CronTimes.Next(cron, now) : null,
                last?.EndedAt, last?.FailedAt, last?.Fault);
        })];
    }

    private IEnumerable<(string Name, string? Cron)> Crons(bool tells) =>
    [
        ("gathering", schedule.Value.Gather),
        ("planning", schedule.Value.Plan),
        ("delivery", schedule.Value.Deliver),
        .. On(summaries.Value.IsOn, SummaryRound.Name),
        ("backing up", schedule.Value.Backup),
        ("tidying up", schedule.Value.Purge),
        (Round.Reloading, null),
        .. On(tells, HookJob.Round),
        .. On(zotero.Value.Enabled, LibraryJob.Round),
    ];

    private static (string, string?)[] On(bool isOn, string round) => isOn ? [(round, null)] : [];
}
