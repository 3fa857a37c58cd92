using DigestMailer.Digests;

namespace DigestMailer.Delivery;

/// <summary>A row of the outbox that this worker has taken: all that a mail is derived from, so that a retry sends the same one.</summary>
internal sealed record OutboxItem
{
    public long Id { get; init; }

    public long SubscriberId { get; init; }

    public string Email { get; init; } = "";

    public string? Name { get; init; }

    public MailFormat Format { get; init; }

    public DateTimeOffset Slot { get; init; }

    public long DigestId { get; init; }

    /// <summary>This one included.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
