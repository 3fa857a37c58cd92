using System.Diagnostics;

namespace DigestMailer.Subscribers;

/// <summary>
/// What the rooms need to know of a rhythm, one line for each: nobody else asks which rhythms there are, or which is
/// the longest.
/// </summary>
/// <param name="Words">The name in CSV, JSON, forms and options, and then other words that people use.</param>
/// <param name="Span">The longest time from one slot to the next, give or take daylight saving.</param>
/// <param name="PerWeek">Digests in a week; null where their number has no limit.</param>
/// <param name="HasWeekday">Whether the reader's weekday decides the day.</param>
internal sealed record RhythmKind(Every Every, string[] Words, TimeSpan Span, double? PerWeek, bool HasWeekday)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<RhythmKind> All { get; } =
    [
        new(Every.Day, ["day", "daily", "every day"], Day, 7, false),
        new(Every.Weekday, ["weekday", "weekdays", "every weekday"], 3 * Day, 5, false),
        new(Every.Week, ["week", "weekly", "every week"], 7 * Day, 1, true),
        new(Every.Fortnight, ["fortnight", "fortnightly", "biweekly", "every two weeks"], 14 * Day, 0.5, true),
        new(Every.Match, ["match", "alert", "alerts"], TimeSpan.FromHours(1), null, false),
    ];

    public string Name => Words[0];

    /// <summary>Whether its digest holds the best of its whole span, and not only of the last days.</summary>
    public bool IsBestOfSpan => HasWeekday;

    /// <summary>
    /// When its digest comes of several that are due for one reader: an alert first, the best of a span last.
    /// </summary>
    public int Turn => PerWeek is null ? 0 : IsBestOfSpan ? 2 : 1;

    public static RhythmKind Of(Every every) =>
        All.FirstOrDefault(kind => kind.Every == every) ?? throw new UnreachableException($"no line for {every}");

    /// <summary>The rhythm that a word means, whatever its case; null where it means none.</summary>
    public static RhythmKind? Find(string word) =>
        All.FirstOrDefault(kind => kind.Words.Contains(word, StringComparer.OrdinalIgnoreCase));

    /// <summary>How many papers a week may bring at most; alerts have no cap.</summary>
    public int MostPerWeek(int papersInDigest) =>
        PerWeek is { } digests ? (int)Math.Ceiling(digests * papersInDigest) : int.MaxValue;
}
