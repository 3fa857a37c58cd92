using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>A claimed row and its mail, which may still be being composed.</summary>
/// <param name="Mail">Null where the run was stopped before it was composed.</param>
internal sealed record Making(OutboxItem Item, Task<WireMail?> Mail);
