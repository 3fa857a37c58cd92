using System.Globalization;
using DigestMailer.Storage;

namespace DigestMailer.Digests.Languages;

/// <summary>
/// The words of one language, as its file <c>languages/TAG.json</c> has them; what it lacks is said in English.
/// </summary>
internal sealed class Language(string tag, IReadOnlyDictionary<string, Phrase> own, Language? english)
{
    private static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>();

    private readonly Dictionary<string, string> topics =
        own.Where(pair => pair.Key.StartsWith("topic.", StringComparison.Ordinal))
            .DistinctBy(pair => pair.Value.Forms["other"])
            .ToDictionary(pair => pair.Value.Forms["other"], pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The name of the file and the value of <c>lang</c>.</summary>
    public string Tag => tag;

    public CultureInfo Culture { get; } = Gregorian(tag);

    public bool RightToLeft =>
        own.TryGetValue("language.direction", out var direction) && direction.Forms["other"] == "rtl";

    /// <summary>What the language calls itself.</summary>
    public string Name => Say("language.name");

    /// <summary>Keys of English texts that the file lacks, and keys that English does not have.</summary>
    public IEnumerable<string> Missing => english?.Keys.Where(key => !own.ContainsKey(key)) ?? [];

    /// <summary>Keys that English does not have, or whose text has a place that the English one has not.</summary>
    public IEnumerable<string> Strange =>
        english is null ? []
            : own.Where(pair => english.Find(pair.Key) is not { } known || pair.Value.Places.Except(known.Places).Any())
                .Select(pair => pair.Key);

    public IEnumerable<string> Keys => own.Keys;

    /// <summary>The text of a key, or null where neither this language nor English has it.</summary>
    public string? TrySay(string key, IReadOnlyDictionary<string, object?>? values = null) =>
        own.TryGetValue(key, out var phrase) ? phrase.With(Culture, RightToLeft, values ?? Nothing)
            : english?.TrySay(key, values);

    /// <summary>The text of a key that the program itself uses.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var places = new Dictionary<string, object?>(values.Length);
        foreach (var (name, value) in values)
        {
            places[name] = value;
        }

        return TrySay(key, places)
            ?? throw new RefusedException(
                $"languages/en.json lacks the text \"{key}\"; reinstall DigestMailer, or put it into your own file.");
    }

    /// <summary>
    /// The name or the description of a topic in this language, where the English file has it under <c>topic.</c>;
    /// else as the operator wrote it.
    /// </summary>
    public string Topic(string text) =>
        (english ?? this).topics.TryGetValue(text, out var key) ? Say(key) : text;

    /// <summary>A day or an hour, by the pattern that a text gives.</summary>
    public string Date(string key, IFormattable moment)
    {
        try
        {
            return moment.ToString(Say(key), Culture);
        }
        catch (FormatException)
        {
            throw new RefusedException(
                $"languages/{tag}.json: the text \"{key}\" is not a date pattern such as \"d MMM yyyy\"; fix it.");
        }
    }

    /// <summary>Ends quietly, or in a RefusedException that names a text that is not a pattern.</summary>
    public void CheckDates()
    {
        foreach (var key in own.Keys.Where(key => key.StartsWith("date.", StringComparison.Ordinal)
            || key.StartsWith("page.date", StringComparison.Ordinal)))
        {
            Date(key, key == "date.time" ? TimeOnly.MinValue : new DateOnly(2026, 1, 1));
        }
    }

    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>A list in words, such as "a, b and c".</summary>
    public string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => Say("list.last", ("before", Join(items.Take(items.Count - 1))), ("last", items[^1])),
    };

    /// <summary>
    /// Items next to each other. Where the language runs from right to left, each is isolated, so that none reorders
    /// its neighbours, and the mark before them gives the list its direction.
    /// </summary>
    public string Join(IEnumerable<string> items) => RightToLeft
        ? "\u200F" + string.Join(Say("list.between"), items.Select(item => $"\u2068{item}\u2069"))
        : string.Join(Say("list.between"), items);

    private Phrase? Find(string key) => own.GetValueOrDefault(key);

    private static CultureInfo Gregorian(string tag)
    {
        var culture = new CultureInfo(tag);
        if (culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() is { } calendar
            && culture.Calendar is not GregorianCalendar)
        {
            culture.DateTimeFormat.Calendar = calendar;
        }

        return CultureInfo.ReadOnly(culture);
    }
}
