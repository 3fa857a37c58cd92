using DigestMailer.Subscribers;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary>A subscriber as <c>--json</c> shows it.</summary>
/// <param name="Weekday">Of a weekly digest, or null.</param>
internal sealed record SubscriberView(
    string Email, string? Name, string State, IReadOnlyList<string> Topics, IReadOnlyList<string> Queries, string Every,
    string? Weekday, string At, string Zone, int Max,
    string Format, string Language, bool Thumbnails, bool TellIfEmpty)
{
    public static SubscriberView Of(Subscriber subscriber)
    {
        var wishes = WishesInput.Of(subscriber.Wishes);
        return new(
            subscriber.Email, subscriber.Name, subscriber.State.ToString().ToLowerInvariant(), wishes.Topics,
            wishes.Queries,
            wishes.Every!, subscriber.Wishes.Rhythm.HasWeekday ? wishes.Weekday : null, wishes.At!, wishes.Zone!,
            subscriber.Wishes.Max,
            wishes.Format!, wishes.Language!, wishes.Thumbnails, wishes.TellIfEmpty);
    }
}
