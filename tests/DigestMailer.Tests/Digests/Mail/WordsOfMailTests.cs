using AngleSharp.Html.Parser;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Digests.Mail;

/// <summary>How the sentences of a mail come out: of all papers, in either direction, and as plain text.</summary>
internal sealed class WordsOfMailTests
{
    private static readonly LanguageShelf Shelf = new([Samples.Folder("templates")]);

    [TestCase("en", 3, "3 of 27 new papers", null)]
    [TestCase("de", 3, "3 von 27 neuen Arbeiten", null)]
    [TestCase("ar", 3, "‏3 من 27 ورقة جديدة", null)]
    [TestCase("en", 0, "We looked for new papers", "No new papers")]
    [TestCase("de", 0, "Gesucht wurde nach neuen Arbeiten", "Keine neuen Arbeiten")]
    public void A_digest_of_all_papers_has_sentences_of_its_own(string language, int papers, string summary,
        string? subject)
    {
        var mail =
            Samples.Compose(Samples.Digest(papers) with { Topics = [] }, MailSamples.Reader(language)).Message;
        Assert.That(mail.TextBody, Does.Contain(summary.TrimStart('\u200F')).And.Not.Contain("zu alle"));
        Assert.That(mail.Subject, subject is null ? Is.Not.Empty : Is.EqualTo(subject));
    }

    [Test]
    public void Each_name_in_a_list_from_right_to_left_is_isolated() => Assert.That(
        Shelf.For("ar").Join(["Language models", "C++"]),
        Is.EqualTo("\u200F\u2068Language models\u2069، \u2068C++\u2069"));

    [Test]
    public void A_list_from_left_to_right_is_left_alone() =>
        Assert.That(Shelf.For("de").Join(["Sprache", "C++"]), Is.EqualTo("Sprache, C++"));

    [Test]
    public void An_address_is_kept_on_one_line_and_from_left_to_right([Values("en", "ar")] string language)
    {
        var reader = MailSamples.Reader(language) with { Email = "ana-maria.lopez-garcia@long-name.example.org" };
        foreach (var mail in new[] { "digest", "confirm", "goodbye", "move", "moved" })
        {
            var shown = new HtmlParser().ParseDocument(MailSamples.Html(mail, reader)).QuerySelectorAll("span[dir=ltr]")
                .Where(span => span.TextContent == reader.Email).ToList();
            Assert.That(shown, Has.Count.EqualTo(1), mail);
            Assert.That(shown[0].GetAttribute("style"), Is.EqualTo("display:inline-block"));
        }
    }

    [Test]
    public void The_text_around_an_unbroken_value_is_escaped_once() => Assert.That(
        UnbrokenValue.In("<b> a-b@example.org & a-b@example.org", "a-b@example.org").Text,
        Does.StartWith("&lt;b&gt; <span ").And.Contain("</span> &amp; <span").And.EndsWith("</span>"));

    [Test]
    public void Each_picture_has_the_title_of_its_paper_as_its_text()
    {
        var digest = Samples.Digest();
        digest = digest with
        {
            Papers = [.. digest.Papers.Select(chosen => chosen with
            {
                Paper = chosen.Paper with { ThumbnailUrl = $"https://pictures.example.org/{chosen.Paper.Id}.png" },
            })],
        };
        var reader = Samples.Reader();
        var html =
            Samples.Compose(digest, reader with { Look = reader.Look with { Thumbnails = true } }).Message.HtmlBody!;
        var texts = new HtmlParser().ParseDocument(html).QuerySelectorAll("img").Select(img => img.GetAttribute("alt"))
            .ToList();
        Assert.That(texts, Has.Count.EqualTo(10).And.Unique);
        Assert.That(texts, Has.Member("Picture from Tidepool: Sparse Memory for Models that Listen All Day"));
    }

    private static bool IsAddress(string line) =>
        line.TrimStart().StartsWith("http", StringComparison.Ordinal)
            || line.Contains(": http", StringComparison.Ordinal);

    [Test]
    public void The_text_of_every_mail_keeps_to_72_columns_and_speaks_of_no_button(
        [Values("en", "de", "ar")] string language, [Values] LetterKind kind)
    {
        var reader = MailSamples.Reader(language) with
        {
            Look = MailSamples.Reader(language).Look with { Format = MailFormat.Text },
        };
        var letter =
            Samples.Letters().Compose(kind, DateTimeOffset.UnixEpoch, reader, Samples.Letter, Samples.Identity);
        var digest = Samples.Compose(Samples.Digest(30), reader);
        Assert.That(letter.Message.TextBody, Does.Not.Contain("button").And.Not.Contain("Knopf").And.Not
            .Contain("الزر"));
        Assert.That(
            new[] { letter, digest }.SelectMany(mail => mail.Message.TextBody!.ReplaceLineEndings("\n").Split('\n'))
                .Where(line => TextWrap.Columns(line) > 72 && !IsAddress(line)), Is.Empty);
    }
}
