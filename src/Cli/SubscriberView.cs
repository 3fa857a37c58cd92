using System.Globalization;
using DigestMailer.Subscribers;

namespace DigestMailer.Cli;

/// <summary>A subscriber as <c>--json</c> shows it.</summary>
internal sealed record SubscriberView(
    string Email, string? Name, string State, IReadOnlyList<string> Topics, IReadOnlyList<string> Queries, string Every, string At, string Zone, int Max)
{
    public static SubscriberView Of(Subscriber subscriber) => new(
        subscriber.Email,
        subscriber.Name,
        subscriber.State.ToString().ToLowerInvariant(),
        subscriber.Wishes.Topics.Topics,
        subscriber.Wishes.Topics.Queries,
        subscriber.Wishes.Rhythm.Every.ToString().ToLowerInvariant(),
        subscriber.Wishes.Rhythm.At.ToString("HH:mm", CultureInfo.InvariantCulture),
        subscriber.Wishes.Rhythm.Zone.Id,
        subscriber.Wishes.Max);
}
