using DigestMailer.Papers.Gathering;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service;

/// <summary>
/// Lets papers come before plans: a plan waits while a gathering of the schedule is due or under way, in whichever
/// process, and no longer than a quarter of an hour, since readers wait too.
/// </summary>
internal sealed class PapersFirst(GatheringRounds rounds, IOptions<ScheduleOptions> schedule, TimeProvider clock,
    ILogger<PapersFirst> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private Wait? wait;

    /// <summary>
    /// Whether the last gathering of the schedule was missed, as after a night off, or has not ended, as after a crash.
    /// </summary>
    public async Task<bool> IsMissedAsync(CancellationToken cancel) =>
        Due() is { } due && await rounds.SinceAsync(due, cancel) != GatheringProgress.Ended;

    public async Task<bool> MayPlanAsync(CancellationToken cancel)
    {
        if (Due() is not { } due || await rounds.SinceAsync(due, cancel) == GatheringProgress.Ended)
        {
            return true;
        }

        lock (gate)
        {
            return !HasPatience(due);
        }
    }

    private DateTimeOffset? Due() => CronTimes.Latest(schedule.Value.Gather, clock.GetUtcNow());

    private bool HasPatience(DateTimeOffset due)
    {
        var now = clock.GetUtcNow();
        if (wait is null || wait.Due != due)
        {
            wait = new Wait(due, now, IsOver: false);
            log.LogDebug("Planning waits for the gathering of {Due:HH:mm}", due);
        }

        if (now - wait.Since < Patience)
        {
            return true;
        }

        if (!wait.IsOver)
        {
            wait = wait with { IsOver = true };
            log.LogWarning("The gathering of {Due:HH:mm} UTC has not ended in {Minutes} minutes; planning goes on "
                + "without its papers", due, Patience.TotalMinutes);
        }

        return false;
    }

    /// <param name="Since">When a plan first waited for this gathering.</param>
    private sealed record Wait(DateTimeOffset Due, DateTimeOffset Since, bool IsOver);
}
