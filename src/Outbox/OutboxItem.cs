using DigestMailer.Subscribers;

namespace DigestMailer.Outbox;

/// <summary>
/// A row of the outbox that this worker has taken: all that a mail is derived from, so that a retry sends the same one.
/// </summary>
internal sealed record OutboxItem
{
    public long Id { get; init; }

    public long SubscriberId { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public MailFormat Format { get; init; }

    public string Language { get; init; } = "";

    public bool Thumbnails { get; init; }

    /// <summary>On the web, where a digest shows all its papers.</summary>
    public bool Whole { get; init; }

    public MailLook Look => new(Format, Language, Thumbnails) { Whole = Whole };

    /// <summary>IANA zone of the reader, whose day the mail shows.</summary>
    public string Zone { get; init; } = "";

    public MailKind Kind { get; init; }

    public DateTimeOffset Slot { get; init; }

    /// <summary>Null for letters.</summary>
    public long? DigestId { get; init; }

    /// <summary>No other mail of the same claim holds its digest.</summary>
    public bool Alone { get; init; }

    /// <summary>This one included.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The reader is suppressed, or no longer in the state that this kind of mail is for.</summary>
    public bool Unwanted { get; init; }
}

/// <summary>
/// What a row of the outbox becomes: a digest of some kind, or a letter to one person about their subscription
/// (Confirm, Goodbye).
/// </summary>
internal enum MailKind { Digest, Alert, Welcome, Confirm, Goodbye }
