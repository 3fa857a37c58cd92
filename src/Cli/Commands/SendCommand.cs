using System.CommandLine;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Spectre.Console;

namespace DigestMailer.Cli.Commands;

/// <summary><c>send</c>: compose and deliver what is due, then stop.</summary>
internal sealed class SendCommand : OneShotCommand
{
    private readonly Option<string?> to = new("--to") { Description = "Only this subscriber.", HelpName = "EMAIL" };
    private readonly Option<bool> dryRun =
        new("--dry-run") { Description = "Choose and count, but keep and send nothing." };

    public SendCommand(IReadOnlyList<string> settings)
        : base(settings, "send", "Compose and deliver what is due, then stop. Sending twice sends once.",
            "digestmailer send --dry-run")
    {
        Options.Add(to);
        Options.Add(dryRun);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var only = arguments.GetValue(to) is { } email ? await OneAsync(session, email, cancel) : (long?)null;
        var dry = arguments.GetValue(dryRun);
        var (plan, report) = dry
            ? (await session.ProgressAsync("Planning", null,
                _ => session.Get<Planner>().PlanAsync(only, dryRun: true, cancel: cancel)), new DeliveryReport())
            : await session.ProgressAsync("Sending", null, bar => SendAsync(session, only, bar, cancel));
        var expired = plan.Expired + report.Expired;
        session.Show(
            new
            {
                plan.Due,
                plan.NothingNew,
                plan.Digests,
                report.Accepted,
                report.Deferred,
                report.Rejected,
                expired,
                report.Suppressed,
                report.InDoubt,
                report.Stopped
            },
            console => console.WriteLine(
                $"{plan.Due} due, {plan.NothingNew} with nothing new, {plan.Digests} digests: "
                + $"{report.Accepted} accepted, {report.Deferred} deferred, {report.Rejected} rejected, "
                + $"{expired} expired, {report.Suppressed} suppressed"));
        if (report.Stopped is not null)
        {
            Session.Say(report.Stopped);
            return ExitCode.Refused;
        }

        return report.Deferred + report.Rejected + report.InDoubt > 0 ? ExitCode.SomeMailNotAccepted : ExitCode.Done;
    }

    /// <summary>Delivers what is planned already while the rest is planned.</summary>
    private static async Task<(PlanReport, DeliveryReport)> SendAsync(Session session, long? only, ProgressBar bar,
        CancellationToken cancel)
    {
        if (await IsQuietAsync(session, only, cancel))
        {
            return (new PlanReport(), new DeliveryReport());
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var planning = Task.Run(() => PlanAsync(session, only, bar, stop), CancellationToken.None);
        var delivering = session.Get<Dispatcher>().DeliverAsync(only, waitForLeases: true, planning, bar, stop.Token);
        await Task.WhenAll(planning, delivering);
        var (plan, report) = (await planning, await delivering);
        // Subscribers whose old digest just expired are free for the plan of today.
        if (report is { Expired: > 0, Stopped: null })
        {
            plan += await session.Get<Planner>().PlanAsync(only, cancel: stop.Token);
            report += await session.Get<Dispatcher>().DeliverAsync(only, progress: bar, cancel: stop.Token);
        }

        return (plan, report);
    }

    /// <summary>
    /// Whether nobody is due and no mail waits: then templates and connections, a quarter of the start of a command,
    /// are not loaded for nothing.
    /// </summary>
    private static async Task<bool> IsQuietAsync(Session session, long? only, CancellationToken cancel)
    {
        var claims = session.Get<OutboxClaims>();
        return await session.Get<Brake>().ReasonAsync(cancel) is null && await claims.CountDueAsync(only, cancel) == 0
            && await claims.NextLeaseAsync("", cancel) is null
            && !await session.Get<DueSlots>().AnyAsync(only, cancel);
    }

    private static async Task<PlanReport> PlanAsync(Session session, long? only, ProgressBar bar,
        CancellationTokenSource stop)
    {
        try
        {
            var waiting = await session.Get<OutboxClaims>().CountDueAsync(only, stop.Token);
            var plan = await session.Get<Planner>().PlanAsync(only, cancel: stop.Token);
            bar.Expect(waiting + plan.Digests);
            return plan;
        }
        catch
        {
            // The fault of the plan is said first; mail in hand is finished, and the rest waits for the next run.
            await stop.CancelAsync();
            throw;
        }
    }

    private static async Task<long> OneAsync(Session session, string email, CancellationToken cancel) =>
        (await session.Get<SubscriberStore>().FindAsync(email, cancel))?.Id
            ?? throw new RefusedException($"There is no subscriber {email}.");
}
