using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Papers;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Quartz;

namespace DigestMailer.Cli;

/// <summary>Everything that happens by the clock, on one page.</summary>
internal static class Schedule
{
    public static IServiceCollection AddSchedule(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ScheduleOptions>().BindConfiguration("Schedule").ValidateDataAnnotations()
            .Validate(schedule => CronExpression.TryParse(schedule.Gather, out _), "Schedule:Gather is no Quartz cron expression; write it as \"0 15 0/2 * * ?\".")
            .Validate(schedule => CronExpression.TryParse(schedule.Deliver, out _), "Schedule:Deliver is no Quartz cron expression; write it as \"0 * * * * ?\".")
            .Validate(schedule => CronExpression.TryParse(schedule.Purge, out _), "Schedule:Purge is no Quartz cron expression; write it as \"0 40 3 * * ?\".")
            .ValidateOnStart();
        var schedule = configuration.GetSection("Schedule").Get<ScheduleOptions>() ?? new ScheduleOptions();
        services.AddQuartz(quartz =>
        {
            // A stop reaches the jobs: they claim no more, finish the message in hand and give back the rest.
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            Add<GatherJob>(quartz, schedule.Gather);
            Add<DeliverJob>(quartz, schedule.Deliver);
            Add<BounceJob>(quartz, configuration.GetValue("Bounces:Interval", new BounceOptions().Interval));
            Add<PurgeJob>(quartz, schedule.Purge);
        });
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>A wrong expression is left out here, and refused with its name when the options are validated.</summary>
    private static void Add<TJob>(IQuartzBuilder quartz, string cron)
        where TJob : IJob
    {
        if (CronExpression.TryParse(cron, out _))
        {
            quartz.AddJob<TJob>(job => job.WithIdentity(typeof(TJob).Name));
            quartz.AddTrigger(trigger => trigger.ForJob(typeof(TJob).Name).WithIdentity(typeof(TJob).Name).WithCronSchedule(cron, when => when.InTimeZone(TimeZoneInfo.Utc)));
        }
    }

    private static void Add<TJob>(IQuartzBuilder quartz, TimeSpan interval)
        where TJob : IJob
    {
        quartz.AddJob<TJob>(job => job.WithIdentity(typeof(TJob).Name));
        quartz.AddTrigger(trigger => trigger.ForJob(typeof(TJob).Name).WithIdentity(typeof(TJob).Name).WithSimpleSchedule(when => when.WithInterval(interval).RepeatForever()));
    }

    /// <summary>Gathers the day's papers.</summary>
    [DisallowConcurrentExecution]
    internal sealed class GatherJob(Gatherer gatherer, ILogger<GatherJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            var result = await gatherer.GatherAsync(null, null, cancel);
            foreach (var source in result.Sources)
            {
                log.LogInformation("Gathered {Source}: {State}, {Listed} listed, {New} new {Error}", source.Name, source.State, source.Listed, source.New, source.Error);
            }
        }
    }

    /// <summary>Plans and delivers what is due.</summary>
    [DisallowConcurrentExecution]
    internal sealed class DeliverJob(Planner planner, Dispatcher dispatcher, ILogger<DeliverJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            var plan = await planner.PlanAsync(cancel: cancel);
            var report = await dispatcher.DeliverAsync(cancel: cancel);
            if (report.Stopped is not null)
            {
                log.LogError("{Reason}", report.Stopped);
            }

            if (plan.Due > 0 || report.Accepted + report.Deferred + report.Rejected > 0)
            {
                log.LogInformation("Due {Due}, nothing new {NothingNew}; accepted {Accepted}, deferred {Deferred}, rejected {Rejected}",
                    plan.Due, plan.NothingNew, report.Accepted, report.Deferred, report.Rejected);
            }
        }
    }

    /// <summary>Reads what came back, and stops delivery where it must.</summary>
    [DisallowConcurrentExecution]
    internal sealed class BounceJob(BounceReader reader, ILogger<BounceJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            try
            {
                var report = await reader.ReadAsync(cancel);
                if (report.Read > report.Known)
                {
                    log.LogInformation("Read {Read} mails that came back: hard {Hard}, soft {Soft}, refused {Refused}, complaints {Complaints}, without proof {Unproven}; suppressed {Suppressed}, unsubscribed {Unsubscribed}",
                        report.Read, report.Hard, report.Soft, report.Refused, report.Complaints, report.Unproven, report.Suppressed, report.Unsubscribed);
                }
            }
            catch (RefusedException refused)
            {
                log.LogError("{Reason}", refused.Message);
            }
        }
    }

    /// <summary>Forgets requests that nobody confirmed.</summary>
    [DisallowConcurrentExecution]
    internal sealed class PurgeJob(SubscriptionLife life, ILogger<PurgeJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            if (await life.PurgeAsync(cancel) is var ended && ended > 0)
            {
                log.LogInformation("Forgot {Count} requests to subscribe that nobody confirmed", ended);
            }
        }
    }
}
