using System.Text.Json.Serialization;
using DigestMailer.Subscribers;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary>A subscriber as <c>--json</c> shows it, with a member for each of <see cref="WishFields"/>.</summary>
internal sealed record SubscriberView(string Email, string? Name, string? Digest, string State, DateTimeOffset? Left,
    IReadOnlyList<string> Topics, IReadOnlyList<string> Queries)
{
    [JsonExtensionData]
    public Dictionary<string, object?> Wishes { get; init; } = [];

    public static SubscriberView Of(Subscriber subscriber)
    {
        var topics = subscriber.Wishes.Topics;
        return new(subscriber.Email, subscriber.Name, subscriber.Digest, subscriber.State.ToString().ToLowerInvariant(),
            subscriber.LeftAt, [.. topics.Topics], [.. topics.Queries])
        {
            Wishes = WishFields.All.ToDictionary(field => field.Json, field => field.Print(subscriber.Wishes)),
        };
    }
}
