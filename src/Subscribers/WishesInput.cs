using System.Globalization;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>Wishes as people write them (options of a command, columns of a CSV, fields of a form), checked into <see cref="Wishes"/>.</summary>
internal sealed record WishesInput(IReadOnlyList<string> Topics, IReadOnlyList<string> Queries, string? Every, string? At, string? Zone, string? Max)
{
    /// <summary>The wishes, or the first fault in one line.</summary>
    public (Wishes? Wishes, string? Fault) Check(TopicCatalogue catalogue)
    {
        var queries = new List<string>();
        foreach (var text in Queries)
        {
            var parsed = TopicQuery.Parse(text);
            if (parsed.Query is null)
            {
                return (null, $"query '{text}': {parsed.Fault}");
            }

            queries.Add(parsed.Query.ToString());
        }

        var unknown = Topics.FirstOrDefault(slug => catalogue.Find(slug) is null);
        return unknown is not null
            ? (null, catalogue.UnknownTopic(unknown))
            : CheckRhythm(TopicSet.Create(Topics, queries));
    }

    private (Wishes? Wishes, string? Fault) CheckRhythm(TopicSet topics)
    {
        if (!TryEvery(Every ?? "day", out var every))
        {
            return (null, $"unknown rhythm \"{Every}\"; use day, weekday, week or match");
        }

        if (!TimeOnly.TryParseExact(At ?? "07:00", ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return (null, $"\"{At}\" is no time of day; use HH:MM, such as 07:00");
        }

        if (!Zones.TryFind(Zone ?? "UTC", out var zone))
        {
            return (null, Zones.Refusal(Zone!));
        }

        return int.TryParse(Max ?? "10", NumberStyles.None, CultureInfo.InvariantCulture, out var max) && max is >= 1 and <= 60
            ? (new Wishes { Topics = topics, Rhythm = new Rhythm(every, DayOfWeek.Monday, at, zone), Max = max }, null)
            : (null, $"\"{Max}\" is no number of papers from 1 to 60");
    }

    private static bool TryEvery(string text, out Every every) =>
        Enum.TryParse(text, ignoreCase: true, out every) && Enum.IsDefined(every) && !char.IsAsciiDigit(text[0]);
}
