using DigestMailer.Outbox;
using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Settings;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace DigestMailer.Service;

/// <summary>What <c>run</c> says when it begins: which program, with what, where, and what comes next.</summary>
internal sealed class StartReport(IConfiguration settings, IEnumerable<SettingsSection> sections,
    IOptions<StorageOptions> storage, IOptions<PapersOptions> papers, IOptions<SiteOptions> site,
    IOptions<DeliveryOptions> delivery, IOptions<ScheduleOptions> schedule, TimeProvider clock,
    ILogger<StartReport> log)
{
    public void Begin(ServiceRoles roles)
    {
        log.LogInformation("DigestMailer {Version} starts as {Roles}", ProductVersion.Text,
            roles == ServiceRoles.All ? "Web, Planner, Sender" : roles.ToString());
        log.LogInformation("Settings: {Settings}", SettingsSources.Describe((IConfigurationRoot)settings, sections));
        log.LogInformation("Database: {Database}", Database());
        log.LogInformation("Sources: {Sources}", string.Join(", ",
            papers.Value.Sources.Select(source => $"{source.Name} ({source.Kind})")));
        log.LogInformation("Relays: {Relays}", Relays());
        foreach (var line in Placeholders.Of(site.Value, delivery.Value))
        {
            log.LogWarning("{Reason}", line);
        }
    }

    private string Database()
    {
        if (storage.Value.Provider == StorageProvider.Sqlite)
        {
            return "SQLite, "
                + Path.GetFullPath(new SqliteConnectionStringBuilder(storage.Value.ConnectionString).DataSource);
        }

        var place = new NpgsqlConnectionStringBuilder(storage.Value.ConnectionString);
        return $"PostgreSQL, {place.Database} at {place.Host}:{place.Port}";
    }

    private string Relays() => delivery.Value.Relays.Count == 0
        ? $"none; mail goes to the folder {Path.GetFullPath(delivery.Value.PickupFolder)}"
        : string.Join(", ", delivery.Value.Relays.Select(relay => $"{relay.Host}:{relay.Port} ({relay.Security})"));

    /// <param name="addresses">Where the host listens.</param>
    public void Ready(ServiceRoles roles, IEnumerable<string> addresses)
    {
        log.LogInformation("Listening on {Addresses}, known to readers as {BaseUrl}", string.Join(", ", addresses),
            site.Value.BaseUrl);
        var next = schedule.Value;
        if (roles.HasFlag(ServiceRoles.Planner))
        {
            log.LogInformation("Next: gathering {Gather}, planning {Plan}, tidying up {Purge}", At(next.Gather),
                At(next.Plan), At(next.Purge));
        }

        if (roles.HasFlag(ServiceRoles.Sender))
        {
            log.LogInformation("Next: delivery {Deliver}", At(next.Deliver));
        }

        log.LogInformation("Ready");
    }

    private string At(string cron) =>
        CronTimes.Next(cron, clock.GetUtcNow()) is { } next ? $"{next:yyyy-MM-dd HH:mm:ss} UTC" : "never";
}
