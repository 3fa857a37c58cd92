using DigestMailer.Outbox;

namespace DigestMailer.Delivery.Relays;

/// <summary>Where one connection puts its mail: a relay, or the pickup folder. Used by one sender at a time.</summary>
internal interface IMailPort : IAsyncDisposable
{
    /// <summary>
    /// Hands over one mail. Every ending is an outcome; <see cref="OutcomeKind.NotTried"/> means that the port itself
    /// is unavailable.
    /// </summary>
    public Task<Outcome> SendAsync(WireMail mail, CancellationToken cancel);
}
