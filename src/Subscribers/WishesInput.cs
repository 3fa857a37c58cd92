using System.Globalization;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Subscribers;

/// <summary>
/// Wishes as people write them (options of a command, columns of a CSV, fields of a form), checked into
/// <see cref="Wishes"/>.
/// </summary>
internal sealed record WishesInput(IReadOnlyList<string> Topics, IReadOnlyList<string> Queries, string? Every,
    string? At, string? Zone, string? Max)
{
    /// <summary>Of a weekly digest, <c>monday</c> to <c>sunday</c>.</summary>
    public string? Weekday { get; init; }

    /// <summary><c>html</c> or <c>text</c>.</summary>
    public string? Format { get; init; }

    public string? Language { get; init; }

    public bool Thumbnails { get; init; }

    public bool TellIfEmpty { get; init; }

    /// <summary>
    /// Keys of papers the reader wants more like; nobody writes them, they come from the links of the mails.
    /// </summary>
    public IReadOnlyList<string> More { get; init; } = [];

    /// <summary>Keys of papers the reader wants less like.</summary>
    public IReadOnlyList<string> Less { get; init; } = [];

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
            : CheckRhythm(TopicSet.Create(Topics, queries, More, Less));
    }

    private (Wishes? Wishes, string? Fault) CheckRhythm(TopicSet topics)
    {
        if (!TryNamed<Every>(Every ?? "day", out var every))
        {
            return (null, $"unknown rhythm \"{Every}\"; use day, weekday, week or match");
        }

        if (!TryNamed<DayOfWeek>(Weekday ?? "monday", out var weekday))
        {
            return (null, $"unknown day \"{Weekday}\"; use monday to sunday");
        }

        if (!TimeOnly.TryParseExact(At ?? "07:00", ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var at))
        {
            return (null, $"\"{At}\" is no time of day; use HH:MM, such as 07:00");
        }

        return Zones.TryFind(Zone ?? "UTC", out var zone) ? CheckLook(topics, new Rhythm(every, weekday, at, zone))
            : (null, Zones.Refusal(Zone!));
    }

    private (Wishes? Wishes, string? Fault) CheckLook(TopicSet topics, Rhythm rhythm)
    {
        if (!int.TryParse(Max ?? "10", NumberStyles.None, CultureInfo.InvariantCulture, out var max)
            || max is < 1 or > 60)
        {
            return (null, $"\"{Max}\" is no number of papers from 1 to 60");
        }

        if (!TryNamed<MailFormat>(Format ?? "html", out var format))
        {
            return (null, $"unknown format \"{Format}\"; use html or text");
        }

        if (Language is { } tag && (tag.Length > 20 || tag.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')))
        {
            return (null, $"\"{tag}\" is no language tag; use one such as en or pt-BR");
        }

        var look = new MailLook(format, Language ?? MailLook.Default.Language, Thumbnails);
        return (new Wishes { Topics = topics, Rhythm = rhythm, Max = max, Look = look, TellIfEmpty = TellIfEmpty },
            null);
    }

    private static bool TryNamed<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && text.All(char.IsAsciiLetter);

    /// <summary>
    /// The wishes as a person would write them, so that a form shows what <see cref="Check"/> reads back.
    /// </summary>
    public static WishesInput Of(Wishes wishes) => new(
        [.. wishes.Topics.Topics], [.. wishes.Topics.Queries], Lower(wishes.Rhythm.Every),
        wishes.Rhythm.At.ToString("HH:mm", CultureInfo.InvariantCulture),
        wishes.Rhythm.Zone.Id, wishes.Max.ToString(CultureInfo.InvariantCulture))
    {
        Weekday = Lower(wishes.Rhythm.Weekday),
        Format = Lower(wishes.Look.Format),
        Language = wishes.Look.Language,
        Thumbnails = wishes.Look.Thumbnails,
        TellIfEmpty = wishes.TellIfEmpty,
        More = [.. wishes.Topics.More],
        Less = [.. wishes.Topics.Less],
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
