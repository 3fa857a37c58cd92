using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Templates;

namespace DigestMailer.Tests.Digests.Mail;

/// <summary>What a digest does with many papers: titles alone in its tail, and heads that lead to the others.</summary>
internal sealed class LongDigestTests
{
    private static readonly DigestSection Speech = new(14, "topics/speech");
    private static readonly DigestSection Query = new(6, "search?q=tide%20OR%20pool");

    [TestCase(24, 24, 0)]
    [TestCase(25, 20, 5)]
    [TestCase(40, 20, 20)]
    public void From_25_papers_on_only_the_best_20_have_a_card(int papers, int cards, int tail)
    {
        var mail = Samples.Compose(Samples.Digest(papers)).Message;
        var (page, text) = (Page(mail.HtmlBody!), mail.TextBody!.ReplaceLineEndings("\n"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll("h3"), Has.Length.EqualTo(cards));
            Assert.That(Count(text, "/feedback/"), Is.EqualTo(cards));
            Assert.That(
                Enumerable.Range(0, papers).Count(i => Count(text, $"/abs/2611.{10000 + i}\n") == 1),
                Is.EqualTo(papers), "every paper is in the text");
            Assert.That(Count(mail.HtmlBody!, "by their titles"), Is.EqualTo(tail == 0 ? 0 : 2), "once a topic");
        }
    }

    [Test]
    public void On_the_web_every_paper_has_a_card()
    {
        var reader = Samples.Reader();
        var html =
            Samples.Compose(Samples.Digest(40), reader with { Look = reader.Look with { Whole = true } }).Message
                .HtmlBody!;
        Assert.That(Page(html).QuerySelectorAll("h3"), Has.Length.EqualTo(40));
    }

    [Test]
    public void The_tail_keeps_the_order_of_the_page()
    {
        var numbers = Page(Samples.Compose(Samples.Digest(30)).Message.HtmlBody!).QuerySelectorAll("td[width='28']")
            .Select(cell => int.Parse(cell.TextContent, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.That(numbers, Is.Unique.And.EquivalentTo(Enumerable.Range(1, 30)),
            "each is in the list of contents or in a tail");
    }

    [Test]
    public void The_head_of_a_topic_says_how_many_more_there_are_and_leads_to_them()
    {
        var mail =
            Samples.Compose(Sectioned(10, ("Speech", Speech), ("Language models", new(5, "topics/llm")))).Message;
        var links = Page(mail.HtmlBody!).QuerySelectorAll("a").Where(a => a.TextContent == "9 more").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(links.Select(a => a.GetAttribute("href")),
                Is.EqualTo(new[] { "https://papers.example.org/topics/speech" }), "Language models has no more");
            Assert.That(links[0].GetAttribute("aria-label"), Is.EqualTo("9 more: Speech"));
            Assert.That(mail.TextBody!.ReplaceLineEndings("\n"),
                Does.Contain("9 more:\nhttps://papers.example.org/topics/speech"));
        }
    }

    [Test]
    public void A_query_of_their_own_leads_to_the_search() => Assert.That(
        Samples.Compose(Sectioned(10, ("Speech", Query))).Message.HtmlBody,
        Does.Contain("1 more</a>").And.Contain("https://papers.example.org/search?q=tide%20OR%20pool"));

    [Test]
    public void A_digest_that_says_nothing_of_its_topics_has_no_such_link() => Assert.That(
        Samples.Compose(Samples.Digest()).Message.HtmlBody, Does.Contain("5 papers</td>"));

    [Test]
    [Category("Recordings")]
    public void A_list_of_contents_never_cuts_a_title_before_60_characters()
    {
        const string Long = "A Field Guide to the Tides: How Long Recordings of Harbours Teach Small Models to Wait";
        var cut = RecordedMornings.All.SelectMany(morning => morning.Papers).Select(paper => paper.Title).Append(Long)
            .Select(title => (Title: title, Short: ShortTitle.Of(PlainText.Line(title))))
            .Where(pair => pair.Short != pair.Title).ToList();
        Assert.That(cut, Is.Not.Empty);
        Assert.That(cut.Where(pair => pair.Short.Length < 60 || pair.Title.Length <= 60 || !pair.Short.EndsWith('…')),
            Is.Empty);
        Assert.That(cut.Max(pair => TextWrap.Columns(pair.Short)), Is.LessThanOrEqualTo(ShortTitle.Most));
    }

    [TestCase("長い題名がつづく論文の表題はどこかで切られることになるがそれは六十桁よりも後のことである", 72)]
    [TestCase("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", 72)]
    [TestCase("Short: a title of few words and of many signs, some of them at an end ------------------------", 61)]
    public void A_title_without_spaces_or_with_signs_at_its_end_is_cut_within_bounds(string title, int least) =>
        Assert.That(TextWrap.Columns(ShortTitle.Of(title)), Is.InRange(least - 12, ShortTitle.Most));

    [Test]
    [Category("Recordings")]
    public void Twenty_papers_weigh_less_than_60_KB_on_every_recorded_day([Values("en", "de", "ar")] string language)
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        var reader = MailSamples.Reader(language);
        reader = reader with { Look = reader.Look with { Thumbnails = true } };
        var weights = RecordedMornings.All.Select(morning => Encoding.UTF8.GetByteCount(
            composer.Compose(MailSamples.Of(morning, 20), reader, Samples.Identity).Message.HtmlBody!)).ToList();
        TestContext.Out.WriteLine($"{language}: {weights.Max()} bytes at most, {weights.Average():F0} on average");
        Assert.That(weights.Max(), Is.LessThan(60 * 1024));
    }

    private static DigestContent Sectioned(int papers, params (string Topic, DigestSection Section)[] sections) =>
        Samples.Digest(papers) with
        {
            Sections = sections.ToDictionary(pair => pair.Topic, pair => pair.Section),
        };

    private static IDocument Page(string html) => new HtmlParser().ParseDocument(html);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
