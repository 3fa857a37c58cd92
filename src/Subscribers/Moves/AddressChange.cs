using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers.Moves;

/// <summary>A wish to have a subscription's mail sent to another address, with where the subscription is now.</summary>
internal sealed record AddressChange
{
    /// <summary>Everything but the condition; <c>c</c> is the change, <c>s</c> the subscription.</summary>
    public const string Select =
        $"""
        SELECT c.id, c.subscriber_id, c.old_email, c.old_hash, c.new_email, c.new_hash, c.state, c.source, c.network,
            c.asked_at, c.moved_at, p.address_hash AS current_hash, {ReaderSql.State} AS subscription
        FROM address_changes c JOIN subscribers p ON p.id = c.subscriber_id
            JOIN subscriptions s ON s.subscriber_id = c.subscriber_id
        """;

    public long Id { get; init; }

    public long SubscriberId { get; init; }

    public string OldEmail { get; init; } = "";

    public string OldHash { get; init; } = "";

    public string NewEmail { get; init; } = "";

    public string NewHash { get; init; } = "";

    public AddressChangeState State { get; init; }

    /// <summary>preferences, command or undo.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where it was asked for, cut to its network.</summary>
    public string? Network { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? MovedAt { get; init; }

    /// <summary>Hash of the address that the subscription has now.</summary>
    public string CurrentHash { get; init; } = "";

    public SubscriptionState Subscription { get; init; }

    /// <summary>Whether it waits for a click at the new address.</summary>
    public bool IsOpen => State is AddressChangeState.Asked or AddressChangeState.Offered
        && CurrentHash == OldHash && Subscription == SubscriptionState.Confirmed;
}

/// <summary>Asked -> Offered by a letter to the new address -> Moved by its link -> Undone by the link of the old one.
/// </summary>
internal enum AddressChangeState
{
    /// <summary>A reader asked for it; nobody was written to.</summary>
    Asked,

    /// <summary>The letter to the new address is in the outbox.</summary>
    Offered,

    /// <summary>A newer request replaced it, or the new address must not be written to at the moment.</summary>
    Dropped,

    /// <summary>The subscription went to the new address.</summary>
    Moved,

    /// <summary>And back to the old one.</summary>
    Undone,
}

/// <summary>What came of a change of address.</summary>
internal enum MoveEnd
{
    Done,

    /// <summary>It was done before; nothing changed.</summary>
    Already,

    /// <summary>There is nothing to change any more: replaced, undone, too late, or the reader has left.</summary>
    Gone,

    /// <summary>The address has a confirmed subscription of its own.</summary>
    Taken,

    /// <summary>The address must not be mailed.</summary>
    Suppressed,
}
