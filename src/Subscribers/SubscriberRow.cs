using DigestMailer.Storage;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>A subscriber as the database gives it.</summary>
internal sealed record SubscriberRow
{
    public const string Select =
        """
        SELECT p.id, p.email, p.name, s.state, t.definition, s.every, s.weekday, s.at_minute, s.zone, s.max_papers, s.tell_if_empty, s.format, p.language, s.thumbnails,
            (SELECT COALESCE(c.wording, c.source) FROM consents c WHERE c.subscriber_id = p.id AND c.state = 'Confirmed' ORDER BY c.id DESC LIMIT 1) AS consent
        FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id JOIN topic_sets t ON t.id = s.topic_set_id
        """;

    public long Id { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public SubscriptionState State { get; init; }

    public string? Consent { get; init; }

    public string Definition { get; init; } = "";

    public Every Every { get; init; }

    public int Weekday { get; init; }

    public int AtMinute { get; init; }

    public string Zone { get; init; } = "";

    public int MaxPapers { get; init; }

    public bool TellIfEmpty { get; init; }

    public MailFormat Format { get; init; }

    public string Language { get; init; } = "";

    public bool Thumbnails { get; init; }

    public Subscriber ToSubscriber() => new()
    {
        Id = Id,
        Email = Email,
        Name = Name,
        State = State,
        Consent = Consent,
        Wishes = new Wishes
        {
            Topics = TopicSet.FromDefinition(Definition),
            Rhythm =
                new Rhythm(Every, (DayOfWeek)Weekday, new TimeOnly(AtMinute / 60, AtMinute % 60),
                    Zones.TryFind(Zone, out var zone)
                ? zone
                : throw new RefusedException(
                    $"Subscriber {Id}: {Zones.Refusal(Zone)}; install the system's time zone data.")),
            Max = MaxPapers,
            Look = new MailLook(Format, Language, Thumbnails),
            TellIfEmpty = TellIfEmpty,
        },
    };
}
