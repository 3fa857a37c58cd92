using System.Diagnostics.Metrics;

namespace DigestMailer.Subscribers;

/// <summary>
/// Counts sign-ups, confirmations and departures for those who watch the service, without addresses: meter
/// <c>DigestMailer.Subscribers</c>.
/// </summary>
internal static class ConsentMeter
{
    public const string Name = "DigestMailer.Subscribers";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Consents = Meter.CreateCounter<long>("digestmailer.consents", "{consent}",
        "Sign-ups (pending), confirmations and departures (unsubscribed), by where they came from");

    public static void Count(SubscriptionState state, string source) => Consents.Add(1,
        new("state", state.ToString().ToLowerInvariant()), new KeyValuePair<string, object?>("source", source));
}
