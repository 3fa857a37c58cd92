using DigestMailer.Outbox;

namespace DigestMailer.Web.Api;

/// <summary>A mail to a subscriber as the API shows one.</summary>
/// <param name="Kind">digest, alert, welcome, confirm, goodbye, links, move or moved.</param>
/// <param name="State">ready, taken, accepted, rejected, expired, suppressed, inDoubt or cancelled.</param>
/// <param name="Slot">The instant that it was planned for.</param>
/// <param name="DoneAt">When its state became final; null while it waits.</param>
/// <param name="Reply">The last words of the relay.</param>
internal sealed record DeliveryAnswer(long Id, long SubscriberId, long? DigestId, string Kind, string State,
    DateTimeOffset Slot, DateTimeOffset DueAt, DateTimeOffset? DoneAt, int Attempts, string? Relay, string? Reply)
{
    public static DeliveryAnswer Of(ReaderMailRow row) => new(row.Id, row.SubscriberId, row.DigestId,
        Camel(row.Kind), Camel(row.State.ToString()), row.Slot, row.DueAt, row.DoneAt, row.Attempts, row.Relay,
        row.Reply);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>A mail with each attempt to hand it over, the oldest first.</summary>
internal sealed record DeliveryHistoryAnswer(DeliveryAnswer Delivery, IReadOnlyList<Attempt> Attempts);
