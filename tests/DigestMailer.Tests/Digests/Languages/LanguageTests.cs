using System.Globalization;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Digests.Languages;

internal sealed class LanguageTests
{
    private static readonly string[] Shipped = ["en", "de", "ar", "es", "fr", "ja", "ko", "pt", "zh"];

    [TestCase("ar",
        "zero: 0; one: 1; two: 2; few: 3 10 103 110 1003; many: 11 26 99 111 1099; other: 100 101 102 200 1000")]
    [TestCase("en", "one: 1; other: 0 2 11 21")]
    [TestCase("de", "one: 1; other: 0 2 11 21")]
    [TestCase("fr", "one: 0 1; many: 1000000 7000000; other: 2 21 999999 1000001")]
    [TestCase("pt", "one: 0 1; many: 1000000; other: 2 21")]
    [TestCase("pt-PT", "one: 1; many: 1000000; other: 0 2 21")]
    [TestCase("es", "one: 1; many: 1000000; other: 0 2 21")]
    [TestCase("ru", "one: 1 21 101; few: 2 4 22 104; many: 0 5 11 12 14 111")]
    [TestCase("pl", "one: 1; few: 2 4 22; many: 0 5 12 21 101")]
    [TestCase("cs", "one: 1; few: 2 4; other: 0 5 22")]
    [TestCase("lt", "one: 1 21; few: 2 9 22; other: 0 10 11 19 20 111")]
    [TestCase("he", "one: 1; two: 2; other: 0 3 20")]
    [TestCase("ja", "other: 0 1 2 11")]
    [TestCase("zh", "other: 0 1 2 1000000")]
    [TestCase("ko", "other: 0 1 2 11")]
    public void A_number_takes_the_form_that_CLDR_says(string language, string examples)
    {
        var culture = new CultureInfo(language);
        foreach (var (category, numbers) in examples.Split("; ").Select(example => example.Split(": "))
            .Select(pair => (pair[0], pair[1].Split(' '))))
        {
            Assert.That(
                numbers.Select(number => Plural.Category(culture, long.Parse(number, CultureInfo.InvariantCulture))),
                Is.All.EqualTo(category), $"{category} {string.Join(' ', numbers)}");
        }
    }

    [TestCase("zh", "zh")]
    [TestCase("zh-CN", "zh")]
    [TestCase("zh-Hans-CN", "zh")]
    [TestCase("ZH_cn", "zh")]
    [TestCase("pt-BR", "pt")]
    [TestCase("es-419", "es")]
    [TestCase("fr-CA", "fr")]
    [TestCase("ja-JP", "ja")]
    [TestCase("ko-KR", "ko")]
    [TestCase("nl", "en")]
    public void A_browser_or_a_reader_finds_a_language_by_any_tag_of_it(string asked, string found) =>
        Assert.That(new LanguageShelf([Samples.Folder("templates")]).For(asked).Tag, Is.EqualTo(found));

    [Test]
    public void Samples_are_in_English_from_right_to_left_and_in_what_the_operator_changed()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "languages"));
            File.WriteAllText(Path.Combine(folder, "languages", "ko.json"), "{}");
            Assert.That(
                new LanguageShelf([folder, Samples.Folder("templates")]).Tried.Select(language => language.Tag),
                Is.EqualTo(new[] { "en", "ar", "ko" }));
            Assert.That(
                new LanguageShelf([Samples.Folder("templates")]).Tried.Select(language => language.Tag),
                Is.EqualTo(new[] { "en", "ar" }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_text_with_a_number_has_every_form_of_its_language() => Assert.That(
        Shipped.SelectMany(tag => LanguageFile.Read(Samples.Folder($"templates/languages/{tag}.json"))
            .Where(text => text.Value.Forms.Count > 1)
            .SelectMany(
                text => Enumerable.Range(0, 200).Select(number => Plural.Category(new CultureInfo(tag), number))
                    .Distinct().Except(text.Value.Forms.Keys).Select(form => $"{tag} {text.Key} lacks {form}"))),
        Is.Empty);

    [Test]
    public void The_notice_about_a_source_is_in_the_language_of_the_mail(
        [Values("en", "de", "ar")] string tag,
        [Values(SourceState.Stale, SourceState.Late, SourceState.Partial, SourceState.Failed,
            SourceState.Refused)] SourceState state)
    {
        var mail =
            Samples.Compose(Samples.Digest(1) with { Notices = [new SourceNotice("arXiv", state)] },
                MailSamples.Reader(tag)).Message;
        var key = state is SourceState.Failed or SourceState.Refused ? "missing" : state.ToString().ToLowerInvariant();
        var said = new LanguageShelf([Samples.Folder("templates")]).For(tag).Say($"notice.{key}", ("source", "arXiv"));
        Assert.That(mail.HtmlBody, Does.Contain(said).And.Contain("arXiv"));
    }

    [Test]
    public void A_mail_in_another_language_has_no_English_words([Values("de", "ar")] string tag,
        [Values("digest", "alert", "weekly", "no-news", "welcome", "welcome-empty", "confirm", "goodbye",
            "move", "moved")] string mail)
    {
        var html = MailSamples.Html(mail, tag);
        var english =
            LanguageFile.Read(Samples.Folder("templates/languages/en.json")).Values
                .SelectMany(phrase => phrase.Forms.Values)
                .Where(text =>
                    text.Contains(' ', StringComparison.Ordinal) && text.Any(char.IsLetter)
                        && !text.Contains('{', StringComparison.Ordinal)
                        && !text.Contains("MMM", StringComparison.Ordinal));
        Assert.That(english.Where(text => html.Contains(PlainText.Html(text), StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("date.day", "\"%\"", "date.day")]
    [TestCase("digest.title", "{ \"one\": \"Une\" }", "digest.title")]
    [TestCase("digest.title", "7", "digest.title")]
    public void A_fault_in_any_language_is_refused_at_the_start(string key, string text, string named)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "languages"));
            File.WriteAllText(Path.Combine(folder, "languages", "nl.json"), $"{{ \"{key}\": {text} }}");
            Assert.That(() => Samples.Check(folder),
                Throws.TypeOf<RefusedException>().With.Message.Contains("nl.json").And.Message.Contains(named));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_template_that_fails_in_one_language_only_is_refused_at_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "digest.txt"),
                "{{ if mail.direction == 'rtl' }}{{ nothing.here }}{{ end }}");
            Assert.That(() => Samples.Check(folder),
                Throws.TypeOf<RefusedException>().With.Message.Contains("digest.txt, line 1"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
