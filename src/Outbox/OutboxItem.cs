using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Outbox;

/// <summary>
/// A row of the outbox that this worker has taken: all that a mail is derived from, so that a retry sends the same one.
/// </summary>
internal sealed record OutboxItem
{
    /// <summary>Its columns, except those that only a claim knows.</summary>
    public const string Columns =
        $"o.id, o.subscriber_id, {KindOf} AS kind, {To} AS email, {NameOf} AS name, p.digest, p.language, s.format, "
        + "s.thumbnails, s.zone, o.slot, o.digest_id, o.change_id, o.attempts, o.expires_at";

    /// <summary>The tables that <see cref="Columns"/> are from.</summary>
    public const string Tables =
        "outbox o JOIN subscribers p ON p.id = o.subscriber_id JOIN subscriptions s ON s.subscriber_id = p.id "
        + Changes;

    /// <summary>The change of address that a letter is about, as <c>c</c>; null for all other mail.</summary>
    public const string Changes = "LEFT JOIN address_changes c ON c.id = o.change_id";

    /// <summary>What the row becomes. Letters of a later version keep a kind that older ones know.</summary>
    public const string KindOf = "COALESCE(o.letter, o.kind)";

    /// <summary>The address it goes to: the subscriber's, or that of the change that a letter is about.</summary>
    public const string To =
        $"CASE o.letter WHEN '{nameof(MailKind.Move)}' THEN c.new_email "
        + $"WHEN '{nameof(MailKind.Moved)}' THEN c.old_email ELSE {ReaderSql.Email} END";

    /// <summary>The keyed hash of <see cref="To"/>.</summary>
    public const string ToHash =
        $"CASE o.letter WHEN '{nameof(MailKind.Move)}' THEN c.new_hash "
        + $"WHEN '{nameof(MailKind.Moved)}' THEN c.old_hash ELSE {ReaderSql.Hash} END";

    // The owner of a new address may be somebody else, who is told no names.
    private const string NameOf = $"CASE WHEN o.letter = '{nameof(MailKind.Move)}' THEN NULL ELSE {ReaderSql.Name} END";

    public long Id { get; init; }

    public long SubscriberId { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    /// <summary>What the reader calls this digest; null for one without a name.</summary>
    public string? Digest { get; init; }

    public MailFormat Format { get; init; }

    public string Language { get; init; } = "";

    public bool Thumbnails { get; init; }

    /// <summary>Whether it shows all its papers, as on the web.</summary>
    public bool Whole { get; init; }

    public MailLook Look => new(Format, Language, Thumbnails) { Whole = Whole, Named = Digest is not null };

    /// <summary>IANA zone of the reader, whose day the mail shows.</summary>
    public string Zone { get; init; } = "";

    public MailKind Kind { get; init; }

    public DateTimeOffset Slot { get; init; }

    /// <summary>Null for letters.</summary>
    public long? DigestId { get; init; }

    /// <summary>The change of address that a letter is about; null for all other mail.</summary>
    public long? ChangeId { get; init; }

    /// <summary>Whether no other mail of the same claim has its digest.</summary>
    public bool Alone { get; init; }

    /// <summary>This one included.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether the reader is suppressed, or no longer in the state that this kind of mail is for.</summary>
    public bool Unwanted { get; init; }
}

/// <summary>
/// What a row of the outbox becomes: a digest of some kind, or a letter to one person about their subscription
/// (Confirm, Goodbye), its change of address (Move, Moved) or the papers that they saved (Reminder).
/// </summary>
internal enum MailKind { Digest, Alert, Welcome, Confirm, Goodbye, Move, Moved, Reminder }
