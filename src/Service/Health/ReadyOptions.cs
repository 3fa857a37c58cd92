using DigestMailer.Settings;

namespace DigestMailer.Service.Health;

/// <summary>What <c>/health/ready</c> takes for a fault.</summary>
internal sealed class ReadyOptions
{
    /// <summary>
    /// How long the oldest mail may have been due. Half an hour is longer than a large run takes, and than most relays
    /// ask us to wait.
    /// </summary>
    [DurationRange("00:00:10", "7.00:00:00")]
    public TimeSpan OldestMail { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long planning or delivery may be silent; they come round each minute.</summary>
    [DurationRange("00:00:10", "7.00:00:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromMinutes(5);
}
