namespace DigestMailer.Service;

/// <summary>When the service acts by itself: Quartz cron expressions (seconds first), in UTC.</summary>
internal sealed class ScheduleOptions
{
    /// <summary>
    /// When papers are gathered. A Daily Papers list is 60 % full at 08:00 UTC and 91 % at 17:00, and arXiv announces
    /// after 00:00: a gathering every two hours at a quarter past finds both early enough for a mail at seven anywhere.
    /// </summary>
    [Cron("0 15 0/2 * * ?")]
    public string Gather { get; set; } = "0 15 0/2 * * ?";

    /// <summary>When due digests are planned: each minute, since readers choose their minute.</summary>
    [Cron("0 * * * * ?")]
    public string Plan { get; set; } = "0 * * * * ?";

    /// <summary>
    /// When each sender looks for mail to deliver: each five seconds, since somebody waits for a letter of
    /// confirmation.
    /// </summary>
    [Cron("0/5 * * * * ?")]
    public string Deliver { get; set; } = "0/5 * * * * ?";

    /// <summary>
    /// When requests that nobody confirmed for seven days are forgotten, and mail that is old: once a night.
    /// </summary>
    [Cron("0 40 3 * * ?")]
    public string Purge { get; set; } = "0 40 3 * * ?";

    /// <summary>
    /// When the database is copied to <c>Storage:Backups:Folder</c>, where one is set: once a night, before old mail is
    /// deleted.
    /// </summary>
    [Cron("0 20 3 * * ?")]
    public string Backup { get; set; } = "0 20 3 * * ?";
}
