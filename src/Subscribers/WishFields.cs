using System.Globalization;
using DigestMailer.Subscribers.Times;

namespace DigestMailer.Subscribers;

/// <summary>
/// All wishes but the topics, in the order of a CSV's columns. A new wish is a property of <see cref="Wishes"/>, an
/// entry here, a migration for its column, and its texts.
/// </summary>
internal static class WishFields
{
    private const int MostPapers = 60;

    private static readonly string[] TimesOfDay =
        ["HH:mm", "H:mm", "HH:mm:ss", "H:mm:ss", "h:mm tt", "h:mm:ss tt", "h:mmtt", "HH:mm:ss.FFF"];

    public static IReadOnlyList<WishField> All { get; } =
    [
        new()
        {
            Name = "every",
            Column = "every",
            Help = $"{Words(RhythmKind.All.Select(kind => kind.Name))} (whenever something matches); day if left out.",
            HelpName = "RHYTHM",
            Text = wishes => wishes.Rhythm.Kind.Name,
            Read = ReadEvery,
            Stored = wishes => wishes.Rhythm.Every.ToString(),
            Load = (wishes, value) => With(wishes, rhythm => rhythm with { Every = Enum.Parse<Every>((string)value!) }),
        },
        new()
        {
            Name = "at",
            Column = "at_minute",
            IsNumber = true,
            Help = "Hour of the local day; 07:00 if left out.",
            HelpName = "HH:MM",
            Text = wishes => wishes.Rhythm.At.ToString("HH:mm", CultureInfo.InvariantCulture),
            Read = ReadAt,
            Stored = wishes => (wishes.Rhythm.At.Hour * 60) + wishes.Rhythm.At.Minute,
            Load = (wishes, value) => With(wishes, rhythm => rhythm with { At = Minutes(Number(value)) }),
        },
        new()
        {
            Name = "zone",
            Column = "zone",
            Help = "IANA time zone, such as Europe/Berlin; UTC if left out.",
            HelpName = "ZONE",
            Text = wishes => wishes.Rhythm.Zone.Id,
            Read = (wishes, text) => Zones.TryFind(text, out var zone)
                ? new(With(wishes, rhythm => rhythm with { Zone = zone }), null) : new(null, Zones.Refusal(text)),
            Stored = wishes => wishes.Rhythm.Zone.Id,
            Load = (wishes, value) =>
                With(wishes, rhythm => rhythm with { Zone = Zones.FindOrKeep((string)value!) }),
        },
        new()
        {
            Name = "max",
            Column = "max_papers",
            IsNumber = true,
            Help = $"Papers in a digest, 1 to {MostPapers}; 10 if left out.",
            HelpName = "N",
            Text = wishes => wishes.Max.ToString(CultureInfo.InvariantCulture),
            Read = ReadMax,
            Stored = wishes => wishes.Max,
            Load = (wishes, value) => wishes with { Max = Number(value) },
            Printed = wishes => wishes.Max,
        },
        new()
        {
            Name = "weekday",
            Column = "weekday",
            IsNumber = true,
            Help = "Day of a digest that comes once a week or less, monday to sunday; monday if left out.",
            HelpName = "DAY",
            Text = wishes => Lower(wishes.Rhythm.Weekday),
            Read = ReadWeekday,
            Stored = wishes => wishes.Rhythm.StoredWeekday,
            Load = (wishes, value) => With(wishes, rhythm => rhythm.OnWeekday(Number(value))),
            Printed = wishes => wishes.Rhythm.HasWeekday ? Lower(wishes.Rhythm.Weekday) : null,
        },
        new()
        {
            Name = "format",
            Column = "format",
            Help = "html or text; html if left out.",
            HelpName = "FORMAT",
            Text = wishes => Lower(wishes.Look.Format),
            Read = (wishes, text) => TryNamed<MailFormat>(text, out var format)
                ? new(wishes with { Look = wishes.Look with { Format = format } }, null)
                : new(null, $"unknown format \"{text}\"; use html or text"),
            Stored = wishes => wishes.Look.Format.ToString(),
            Load = (wishes, value) =>
                wishes with { Look = wishes.Look with { Format = Enum.Parse<MailFormat>((string)value!) } },
        },
        new()
        {
            Name = "language",
            Column = "language",
            IsOfSubscriber = true,
            Help = "Tag of the language of the mail, such as de; en if left out.",
            HelpName = "TAG",
            Text = wishes => wishes.Look.Language,
            Read = ReadLanguage,
            Stored = wishes => wishes.Look.Language,
            Load = (wishes, value) => wishes with { Look = wishes.Look with { Language = (string)value! } },
        },
        WishField.Flag("thumbnails", "thumbnails", "A small picture next to papers that have one.",
            wishes => wishes.Look.Thumbnails,
            (wishes, ticked) => wishes with { Look = wishes.Look with { Thumbnails = ticked } }),
        WishField.Flag("empty", "tell_if_empty", "A line also on days when nothing matches.",
            wishes => wishes.TellIfEmpty, (wishes, ticked) => wishes with { TellIfEmpty = ticked })
            with { JsonName = "tellIfEmpty" },
    ];

    /// <summary>The columns of <c>subscriptions</c>.</summary>
    public static IReadOnlyList<WishField> OfSubscription { get; } = [.. All.Where(field => !field.IsOfSubscriber)];

    public static WishField Named(string name) => All.First(field => field.Name == name);

    private static WishReading ReadEvery(Wishes wishes, string text) =>
        RhythmKind.Find(text) is { } kind ? new(With(wishes, rhythm => rhythm with { Every = kind.Every }), null)
            : new(null, $"unknown rhythm \"{text}\"; use {Words(RhythmKind.All.Select(kind => kind.Name))}");

    private static WishReading ReadAt(Wishes wishes, string text) =>
        TimeOnly.TryParseExact(text, TimesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces,
            out var at)
            ? new(With(wishes, rhythm => rhythm with { At = new TimeOnly(at.Hour, at.Minute) }), null)
            : new(null, $"\"{text}\" is not a valid time of day; use HH:MM, such as 07:00");

    /// <summary>Also as spreadsheets write a number: 10.0 is 10.</summary>
    private static WishReading ReadMax(Wishes wishes, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var max)
            && max is >= 1 and <= MostPapers && max == decimal.Truncate(max)
            ? new(wishes with { Max = (int)max }, null)
            : new(null, $"\"{text}\" is not a valid number of papers; use 1 to {MostPapers}");

    private static WishReading ReadWeekday(Wishes wishes, string text) =>
        TryNamed<DayOfWeek>(text, out var day) || TryShort(text, out day)
            ? new(With(wishes, rhythm => rhythm with { Weekday = day }), null)
            : new(null, $"unknown day \"{text}\"; use monday to sunday");

    /// <summary>Also as systems write it: pt_BR is pt-BR.</summary>
    private static WishReading ReadLanguage(Wishes wishes, string text)
    {
        var tag = text.Replace('_', '-');
        return tag.Length > 20 || tag.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')
            ? new(null, $"\"{text}\" is not a valid language tag; use one such as en or pt-BR")
            : new(wishes with { Look = wishes.Look with { Language = tag } }, null);
    }

    private static Wishes With(Wishes wishes, Func<Rhythm, Rhythm> change) =>
        wishes with { Rhythm = change(wishes.Rhythm) };

    private static TimeOnly Minutes(int minute) => new(minute / 60, minute % 60);

    private static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static bool TryNamed<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && text.All(char.IsAsciiLetter);

    /// <summary>"Mon" or "Thurs".</summary>
    private static bool TryShort(string text, out DayOfWeek day)
    {
        var name = text.TrimEnd('.');
        var found = Enum.GetValues<DayOfWeek>().Where(one => name.Length >= 3
            && one.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();
        day = found.FirstOrDefault();
        return found.Count == 1;
    }

    private static string Words(IEnumerable<string> words)
    {
        var all = words.ToList();
        return string.Join(", ", all[..^1]) + " or " + all[^1];
    }
}
