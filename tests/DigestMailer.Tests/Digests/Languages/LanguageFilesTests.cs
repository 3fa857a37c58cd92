using System.Globalization;
using System.Text.RegularExpressions;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;

namespace DigestMailer.Tests.Digests.Languages;

/// <summary>
/// The shipped language files against the English one: every text, its forms, its places, and whether it fits where
/// it is shown.
/// </summary>
[TestFixtureSource(nameof(Tags))]
internal sealed partial class LanguageFilesTests(string tag)
{
    private static readonly IReadOnlyDictionary<string, Phrase> English = Read("en");
    private static readonly string[] FormsOfOneNumber = ["zero", "one", "two"];

    private readonly IReadOnlyDictionary<string, Phrase> texts = Read(tag);

    public static IEnumerable<string> Tags => ["ar", "de", "en", "es", "fr", "ja", "ko", "pt", "zh"];

    [Test]
    public void Every_text_is_there_in_the_order_of_the_English_file() =>
        Assert.That(texts.Keys, Is.EqualTo(English.Keys));

    [Test]
    public void A_text_with_a_number_has_exactly_the_forms_that_its_language_needs()
    {
        var culture = new CultureInfo(tag);
        string[] needed =
            [.. Enumerable.Range(0, 200).Append(1_000_000).Select(n => Plural.Category(culture, n)).Distinct().Order()];
        Assert.That(
            texts.Where(text => text.Value.Forms.Count > 1 || English[text.Key].Forms.Count > 1)
                .Where(text => !text.Value.Forms.Keys.Order().SequenceEqual(needed)).Select(text => text.Key),
            Is.Empty);
    }

    [Test]
    public void A_text_has_the_places_of_the_English_one() => Assert.That(
        texts.SelectMany(text => text.Value.Forms.Where(form => form.Key != "zero").Select(form => (text.Key, form)))
            .Where(text => !Places(text.form).SequenceEqual(Places(text.form.Key, English[text.Key].Forms["other"])))
            .Select(text => $"{text.Key}, {text.form.Key}"),
        Is.Empty);

    /// <summary>French says "0 article" in the singular.</summary>
    [Test]
    public void A_form_for_several_numbers_says_which()
    {
        var several = Plural.Category(new CultureInfo(tag), 0) == "one" ? "one" : "other";
        Assert.That(
            texts.Where(text => text.Value.Places.Contains("count")
                && !text.Key.StartsWith("digest.title", StringComparison.Ordinal))
                .Where(text => !text.Value.Forms[text.Value.Forms.ContainsKey(several) ? several : "other"]
                    .Contains("{count}", StringComparison.Ordinal)).Select(text => text.Key),
            Is.Empty);
    }

    /// <summary>A place for a value counts nothing, since the value is as long in every language.</summary>
    [Test]
    public void The_text_of_a_button_a_link_a_heading_or_a_subject_fits_its_place() => Assert.That(
        texts.Where(text => Narrow().IsMatch(text.Key))
            .SelectMany(text => text.Value.Forms.Values.Where(form =>
                Columns(form) > Math.Max(24, (Columns(English[text.Key].Forms["other"]) * 3 / 2) + 6))),
        Is.Empty);

    [Test]
    public void A_sentence_ends_as_the_English_one_does() => Assert.That(
        texts.Where(text => !text.Key.StartsWith("list.", StringComparison.Ordinal))
            .SelectMany(text => text.Value.Forms.Values.Where(form =>
                form != form.Trim() || End(form) != End(English[text.Key].Forms["other"]))),
        Is.Empty);

    [Test]
    public void No_sentence_is_left_in_English() => Assert.That(
        tag == "en" ? [] : texts.Where(text => !text.Key.Contains("date", StringComparison.Ordinal))
            .Where(text => text.Value.Forms["other"] == English[text.Key].Forms["other"])
            .Select(text => Place().Replace(text.Value.Forms["other"], "").Trim(' ', ':', ',', '.'))
            .Where(text => text.Contains(' ', StringComparison.Ordinal)),
        Is.Empty);

    [Test]
    public void Its_dates_are_patterns_of_its_culture_and_name_the_day_month_and_year()
    {
        var language = new LanguageShelf([Samples.Folder("templates")]).For(tag);
        var day = new DateOnly(2026, 11, 9);
        Assert.That(language.Date("date.day", day), Does.Contain("2026").And.Contain("9"));
        Assert.That(language.Date("date.short", day), Does.Contain("2026").And.Contain("9"));
        Assert.That(language.Date("page.date_month", day), Does.Contain("2026"));
        Assert.That(language.Date("date.time", new TimeOnly(7, 5)), Does.Contain("7:05"));
    }

    private static IReadOnlyDictionary<string, Phrase> Read(string tag) =>
        LanguageFile.Read(Samples.Folder($"templates/languages/{tag}.json"));

    private static IEnumerable<string> Places(KeyValuePair<string, string> form) => Places(form.Key, form.Value);

    private static IEnumerable<string> Places(string form, string text) =>
        Place().Matches(text).Select(match => match.Value).Distinct()
            .Where(place => place != "{count}" || !FormsOfOneNumber.Contains(form)).Order();

    private static int Columns(string text) => TextWrap.Columns(Place().Replace(text, ""));

    private static char End(string text) => text[^1] switch
    {
        '。' => '.',
        '：' => ':',
        '！' => '!',
        '？' or '؟' => '?',
        '，' or '、' or '،' => ',',
        '.' or ':' or '!' or '?' or ',' => text[^1],
        _ => ' ',
    };

    [GeneratedRegex(@"\{[a-z_]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(
        @"^(subject\..*|.*button|.*_send|foot\.(browser|cite|preferences|pause|unsubscribe)|topic\.[a-z-]+"
            + @"|paper\.(link_.*|more_like.*|less_like.*|judge|because|has_code)"
            + @"|page\.(topics|archive|search|subscribe|sources|feed|mailbox|all|previous|next|save|pause|pause_end"
            + @"|leave|preview|undo|take_back|erase|few|month|more_links|get_these|get_such|choose)"
            + @"|digest\.(title.*|section_more|more_link))$", RegexOptions.NonBacktracking)]
    private static partial Regex Narrow();
}
