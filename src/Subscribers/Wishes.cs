using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>
/// What a person chose: the topics, the rhythm, how many papers at most and how the mail looks. How each is named,
/// stored, read and written is one entry of <see cref="WishFields"/>.
/// </summary>
internal sealed record Wishes
{
    public required TopicSet Topics { get; init; }

    public Rhythm Rhythm { get; init; } = new(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc);

    /// <summary>1 to 60; alerts have no cap.</summary>
    public int Max { get; init; } = 10;

    public MailLook Look { get; init; } = MailLook.Default;

    /// <summary>Send a line on a day when nothing was chosen, instead of nothing.</summary>
    public bool TellIfEmpty { get; init; }
}
