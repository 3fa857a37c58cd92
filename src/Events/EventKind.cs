namespace DigestMailer.Events;

/// <summary>What can happen to a subscriber, as webhooks name it.</summary>
internal static class EventKind
{
    /// <summary>Somebody asked for a subscription, and is asked to confirm.</summary>
    public const string Subscribed = "subscriber.subscribed";

    public const string Confirmed = "subscriber.confirmed";

    public const string Left = "subscriber.left";

    /// <summary>A mail came back.</summary>
    public const string Bounced = "mail.bounced";

    /// <summary>A reader called a mail spam.</summary>
    public const string Complained = "mail.complained";

    /// <summary>A relay accepted a digest.</summary>
    public const string DigestSent = "digest.sent";

    public static IReadOnlyList<string> All { get; } =
        [Subscribed, Confirmed, Left, Bounced, Complained, DigestSent];
}
