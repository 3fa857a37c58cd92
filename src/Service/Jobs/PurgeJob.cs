using DigestMailer.Bounces;
using DigestMailer.Events;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Forgets requests that nobody confirmed, bounces of long ago, events that were told, and old mail.</summary>
[DisallowConcurrentExecution]
internal sealed class PurgeJob(JobRun run, SubscriptionLife life, AddressChanges addresses, BounceRetention bounces,
    EventStore events, Retention retention, ILogger<PurgeJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync("tidying up", log, () => TidyAsync(cancel), cancel);

    private async Task TidyAsync(CancellationToken cancel)
    {
        if (await life.PurgeAsync(cancel) is var ended && ended > 0)
        {
            log.LogInformation("Forgot {Count} requests to subscribe that nobody confirmed", ended);
        }

        if (await addresses.PurgeAsync(cancel) is var unconfirmed && unconfirmed > 0)
        {
            log.LogInformation("Forgot {Count} changes of address that nobody confirmed", unconfirmed);
        }

        if (await bounces.ForgetAsync(cancel) is var old && old > 0)
        {
            log.LogInformation("Forgot {Count} bounces and complaints of long ago", old);
        }

        if (await events.TidyAsync(cancel) is var told && told > 0)
        {
            log.LogInformation("Forgot {Count} events that the webhook was told, or that were given up", told);
        }

        var tidied = await retention.TidyAsync(cancel: cancel);
        if (tidied != new Tidied(0, 0, 0))
        {
            log.LogInformation("Folded {Mails} mails into counts; forgot {Attempts} attempts and {Digests} digests",
                tidied.Mails, tidied.Attempts, tidied.Digests);
        }
    }
}
