using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>
/// The one feeder of a run: claims due mail, lets urgent mail overtake it, and has all of it composed ahead, until
/// nothing more is due or the run stops.
/// </summary>
internal sealed class Claimer(OutboxClaims claims, Brake brake, MailsAhead ahead, RunOrders orders, RunTally tally,
    TimeProvider clock, ILogger log, CancellationToken stop)
{
    private const int ClaimSize = 200;
    private const int MailsBetweenLooks = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    // Of the real clock: it waits for a plan at work, not for a time.
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromMilliseconds(20);

    private int sinceLook;
    private long looked = clock.GetTimestamp();

    public async Task FeedAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested && await NextAsync() is { } claim)
            {
                await ahead.ComposeAsync(claim.Items, LetUrgentGoFirstAsync);
            }
        }
        finally
        {
            ahead.End();
        }
    }

    /// <summary>The next claim; null when nothing is due, or the brake is on.</summary>
    private async Task<Claim?> NextAsync()
    {
        if (await brake.ReasonAsync(CancellationToken.None) is { } reason)
        {
            tally.Braked(reason);
            return null;
        }

        var complete = orders.Planning.IsCompleted;
        var claim = await TakeAsync(urgent: false);
        if (claim.Items.Count + claim.Expired + claim.Suppressed > 0)
        {
            return claim;
        }

        if (!complete)
        {
            await Task.WhenAny(orders.Planning, Task.Delay(BetweenClaims, TimeProvider.System));
            return claim;
        }

        return orders.WaitForLeases && await claims.NextLeaseAsync(orders.Worker, CancellationToken.None) is { } lease
            && await WaitedAsync(lease) ? claim : null;
    }

    private async Task<Claim> TakeAsync(bool urgent)
    {
        var claim = await claims.ClaimAsync(orders.Worker, ClaimSize, orders.Only, CancellationToken.None, urgent);
        tally.Claimed(claim);
        return claim;
    }

    private async Task<bool> WaitedAsync(DateTimeOffset until)
    {
        log.LogWarning(
            "Another worker holds mail: waiting until its lease ends at {Until:HH:mm:ss} UTC, or it is sent.", until);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp((until - clock.GetUtcNow()).TotalSeconds, 0.1, 5)), clock,
                stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A letter that someone waits for must not wait for the claim in hand.</summary>
    private async Task LetUrgentGoFirstAsync()
    {
        if ((++sinceLook < MailsBetweenLooks && clock.GetElapsedTime(looked) < BetweenLooks)
            || stop.IsCancellationRequested)
        {
            return;
        }

        (sinceLook, looked) = (0, clock.GetTimestamp());
        if (await claims.HasUrgentAsync(CancellationToken.None)
            && await brake.ReasonAsync(CancellationToken.None) is null)
        {
            await ahead.ComposeAsync((await TakeAsync(urgent: true)).Items, () => Task.CompletedTask);
        }
    }
}
