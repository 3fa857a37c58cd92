using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Papers.Gathering;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Quartz;

namespace DigestMailer.Service;

/// <summary>
/// Everything that happens by the clock, on one page. What must happen once stands in a schedule that all processes on
/// one PostgreSQL share, where another takes over what a crashed one had in hand; delivery is every sender's own, and
/// the outbox shares it out.
/// </summary>
internal static class Schedule
{
    private const string Shared = "digestmailer";
    private const string Own = "digestmailer-sender";

    // A process is given up after fifteen seconds of silence, well before the minute after which its mail is taken
    // over.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddSchedule(this IServiceCollection services, IConfiguration configuration,
        ServiceRoles roles)
    {
        services.AddOptions<ScheduleOptions>().BindConfiguration("Schedule").ValidateDataAnnotations()
            .Validate(schedule => CronExpression.TryParse(schedule.Gather, out _),
                "Schedule:Gather is no Quartz cron expression; write it as \"0 15 0/2 * * ?\".")
            .Validate(schedule => CronExpression.TryParse(schedule.Plan, out _),
                "Schedule:Plan is no Quartz cron expression; write it as \"0 * * * * ?\".")
            .Validate(schedule => CronExpression.TryParse(schedule.Deliver, out _),
                "Schedule:Deliver is no Quartz cron expression; write it as \"0/5 * * * * ?\".")
            .Validate(schedule => CronExpression.TryParse(schedule.Purge, out _),
                "Schedule:Purge is no Quartz cron expression; write it as \"0 40 3 * * ?\".")
            .ValidateOnStart();
        var schedule = configuration.GetSection("Schedule").Get<ScheduleOptions>() ?? new ScheduleOptions();
        if (roles.HasFlag(ServiceRoles.Planner))
        {
            services.AddSingleton<BounceRound>();
            services.AddHostedService<BounceWatch>();
            services.AddQuartz(Shared, quartz => AddShared(quartz, configuration, schedule));
        }

        if (roles.HasFlag(ServiceRoles.Sender))
        {
            services.AddSingleton<DeliverJob>();
            services.AddQuartz(Own, quartz =>
            {
                quartz.ConfigureScheduler(StopsJobs);
                Add<DeliverJob>(quartz, schedule.Deliver);
            });
        }

        if (roles.HasFlag(ServiceRoles.Planner) || roles.HasFlag(ServiceRoles.Sender))
        {
            services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        }

        return services;
    }

    private static void AddShared(IQuartzBuilder quartz, IConfiguration configuration, ScheduleOptions schedule)
    {
        quartz.ConfigureScheduler(StopsJobs);
        if (configuration.GetValue<StorageProvider>("Storage:Provider") == StorageProvider.Postgres)
        {
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(configuration["Storage:ConnectionString"] ?? "");
                store.UseSystemTextJsonSerializer();
                store.UseClustering(
                    cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (SignOfLife, Silence));
            });
            // A process that starts brings its own settings, and the time of the last run stays: none is run twice or
            // left out for a restart.
            quartz.ConfigureOptions<QuartzOptions>(
                options => options.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        }

        Add<GatherJob>(quartz, schedule.Gather);
        Add<PlanJob>(quartz, schedule.Plan);
        Add<BounceJob>(quartz, configuration.GetValue("Bounces:Interval", new BounceOptions().Interval));
        Add<PurgeJob>(quartz, schedule.Purge);
    }

    /// <summary>
    /// A stop reaches the jobs: they claim no more, finish the message in hand and give back the rest.
    /// </summary>
    private static void StopsJobs(QuartzSchedulerOptions scheduler) =>
        scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;

    /// <summary>
    /// A wrong expression is left out here, and refused with its name when the options are validated.
    /// </summary>
    private static void Add<TJob>(IQuartzBuilder quartz, string cron)
        where TJob : IJob
    {
        if (CronExpression.TryParse(cron, out _))
        {
            AddJob<TJob>(quartz);
            quartz.AddTrigger(
                trigger =>
                    trigger.ForJob(typeof(TJob).Name).WithIdentity(typeof(TJob).Name)
                        .WithCronSchedule(cron, when => when.InTimeZone(TimeZoneInfo.Utc)));
        }
    }

    private static void Add<TJob>(IQuartzBuilder quartz, TimeSpan interval)
        where TJob : IJob
    {
        AddJob<TJob>(quartz);
        quartz.AddTrigger(
            trigger =>
                trigger.ForJob(typeof(TJob).Name).WithIdentity(typeof(TJob).Name)
                    .WithSimpleSchedule(when => when.WithInterval(interval).RepeatForever()));
    }

    private static void AddJob<TJob>(IQuartzBuilder quartz)
        where TJob : IJob =>
        quartz.AddJob<TJob>(job => job.WithIdentity(typeof(TJob).Name).RequestRecovery());

    /// <summary>Gathers the day's papers.</summary>
    [DisallowConcurrentExecution]
    internal sealed class GatherJob(Gatherer gatherer, ILogger<GatherJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            var result = await gatherer.GatherAsync(null, null, cancel);
            foreach (var source in result.Sources)
            {
                log.LogInformation("Gathered {Source}: {State}, {Listed} listed, {New} new {Error}", source.Name,
                    source.State, source.Listed, source.New, source.Error);
            }
        }
    }

    /// <summary>Plans what is due.</summary>
    [DisallowConcurrentExecution]
    internal sealed class PlanJob(Planner planner, ILogger<PlanJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            var plan = await planner.PlanAsync(cancel: cancel);
            if (plan.Due > 0)
            {
                log.LogInformation("Due {Due}, nothing new {NothingNew}, digests {Digests}", plan.Due, plan.NothingNew,
                    plan.Digests);
            }
        }
    }

    /// <summary>
    /// Delivers what is planned. One object for all runs, so that what stops each of them is said once.
    /// </summary>
    [DisallowConcurrentExecution]
    internal sealed class DeliverJob(Dispatcher dispatcher, ILogger<DeliverJob> log) : IJob
    {
        private string? stopped;

        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            var report = await dispatcher.DeliverAsync(cancel: cancel);
            if (report.Stopped is not null && report.Stopped != stopped)
            {
                log.LogError("{Reason}", report.Stopped);
            }

            stopped = report.Stopped;
            if (report.Accepted + report.Deferred + report.Rejected > 0)
            {
                log.LogInformation("Accepted {Accepted}, deferred {Deferred}, rejected {Rejected}", report.Accepted,
                    report.Deferred, report.Rejected);
            }
        }
    }

    /// <summary>Reads what came back, and stops delivery where it must.</summary>
    [DisallowConcurrentExecution]
    internal sealed class BounceJob(BounceRound round) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
            await round.ReadAsync(cancel);
    }

    /// <summary>Forgets requests that nobody confirmed, what came back long ago, and mail that is old.</summary>
    [DisallowConcurrentExecution]
    internal sealed class PurgeJob(SubscriptionLife life, BounceRetention bounces, Retention retention,
        ILogger<PurgeJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancel)
        {
            if (await life.PurgeAsync(cancel) is var ended && ended > 0)
            {
                log.LogInformation("Forgot {Count} requests to subscribe that nobody confirmed", ended);
            }

            if (await bounces.ForgetAsync(cancel) is var old && old > 0)
            {
                log.LogInformation("Forgot {Count} bounces and complaints of long ago", old);
            }

            var tidied = await retention.TidyAsync(cancel: cancel);
            if (tidied != new Tidied(0, 0, 0))
            {
                log.LogInformation("Folded {Mails} mails into counts; forgot {Attempts} attempts and {Digests} digests",
                    tidied.Mails, tidied.Attempts, tidied.Digests);
            }
        }
    }
}
