using DigestMailer.Bounces;
using DigestMailer.Service.Jobs;
using DigestMailer.Service.Telemetry;
using DigestMailer.Settings;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Libraries;
using Quartz;

namespace DigestMailer.Service;

/// <summary>
/// Everything that happens by the clock, on one page. What must happen once is in a schedule that all processes on one
/// PostgreSQL share, where another takes over what a crashed one had in hand; delivery is every sender's own, and the
/// outbox shares it out.
/// </summary>
internal static class Schedule
{
    // Another name than that of the versions before, whose processes know the jobs by other types. Side by side both
    // gather and plan, and nobody is planned for twice.
    private const string Shared = "digestmailer-2";
    private const string Own = "digestmailer-sender";

    // An operator who asks for the day's figures waits for what is not counted yet.
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenHooks = TimeSpan.FromSeconds(5);

    // Each is read once a week; an hour later is early enough.
    private static readonly TimeSpan BetweenLibraries = TimeSpan.FromHours(1);

    // A process is given up after fifteen seconds of silence, well before the minute after which its mail is taken
    // over.
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>What the jobs share from one run to the next.</summary>
    public static IServiceCollection AddRounds(this IServiceCollection services) => services
        .AddSingleton<ServiceMeter>()
        .AddSingleton<RoundTraces>()
        .AddSingleton<JobRun>()
        .AddSingleton<BounceRound>()
        .AddSingleton<PapersFirst>()
        .AddSingleton<GatheringTurn>()
        .AddSingleton<DeliverJob>();

    public static IServiceCollection AddSchedule(this IServiceCollection services, IConfiguration configuration,
        ServiceRoles roles)
    {
        var schedule = SettingsReader.Read<ScheduleOptions>(configuration, "Schedule");
        if (roles.HasFlag(ServiceRoles.Planner))
        {
            services.AddHostedService<FirstGathering>();
            services.AddHostedService<BounceWatch>();
            services.AddHostedService<SummaryWatch>();
            services.AddQuartz(Shared, quartz => AddShared(quartz, configuration, schedule));
        }

        if (roles.HasFlag(ServiceRoles.Sender))
        {
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
        var storage = SettingsReader.Read<StorageOptions>(configuration, "Storage");
        if (storage.Provider == StorageProvider.Postgres)
        {
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(storage.ConnectionString);
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
        Add<BounceJob>(quartz, SettingsReader.Read<BounceOptions>(configuration, "Bounces").Interval);
        Add<PurgeJob>(quartz, schedule.Purge);
        Add<BackupJob>(quartz, schedule.Backup);
        Add<FiguresJob>(quartz, BetweenCounts);
        if (configuration["Webhooks:Url"] is not null)
        {
            Add<HookJob>(quartz, BetweenHooks);
        }

        if (SettingsReader.Read<ZoteroOptions>(configuration, "Zotero").Enabled)
        {
            Add<LibraryJob>(quartz, BetweenLibraries);
        }
    }

    /// <summary>
    /// A stop reaches the jobs: they claim no more, finish the message in hand and give back the rest.
    /// </summary>
    private static void StopsJobs(QuartzSchedulerOptions scheduler) =>
        scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;

    private static void Add<TJob>(IQuartzBuilder quartz, string cron)
        where TJob : IJob
    {
        AddJob<TJob>(quartz);
        quartz.AddTrigger(
            trigger =>
                trigger.ForJob(typeof(TJob).Name).WithIdentity(typeof(TJob).Name)
                    .WithCronSchedule(cron, when => when.InTimeZone(TimeZoneInfo.Utc)));
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
}
