using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Sources.Reading;

/// <summary>Which element of a feed gives which field.</summary>
internal sealed class FeedFieldTests
{
    private static readonly DateOnly Day = new(2026, 11, 28);

    [TestCase("<link>https://x.example/right</link><atom:link rel='related' href='https://x.example/wrong'/>")]
    [TestCase("<atom:link rel='self' href='https://x.example/wrong'/><link>https://x.example/right</link>")]
    [TestCase("<guid>https://x.example/right</guid>")]
    [TestCase("<link>  https://x.example/right\n</link><guid isPermaLink='false'>https://x.example/wrong</guid>")]
    [TestCase("<link>/right</link>")]
    [TestCase("<link>javascript:alert(1)</link><guid>https://x.example/right</guid>")]
    [TestCase("<link/><atom:link href='https://x.example/right'/>")]
    [TestCase("<media:content url='https://x.example/wrong'/><link>https://x.example/right</link>")]
    public void The_link_of_an_item_is_its_page(string inside) =>
        Assert.That(One($"<title>T</title>{inside}").Url, Is.EqualTo("https://x.example/right"));

    [TestCase("<media:title>Wrong</media:title><title>Right</title>")]
    [TestCase("<title>Right</title><itunes:title>Wrong</itunes:title>")]
    [TestCase("<dc:title>Right</dc:title>")]
    [TestCase("<title>Right<script>var a = 1;</script></title>")]
    [TestCase("<title><![CDATA[<b>Right</b>]]></title>")]
    public void The_title_of_an_item_is_its_own(string inside) => Assert.That(One(inside).Title, Is.EqualTo("Right"));

    [TestCase("<author>ann@lab.example (Ann Lee)</author>", "Ann Lee")]
    [TestCase("<author>ann@lab.example</author><dc:creator>Ann Lee</dc:creator>", "Ann Lee")]
    [TestCase("<dc:creator>Ann Lee</dc:creator><dc:creator>Ek, Bo</dc:creator>", "Ann Lee|Bo Ek")]
    [TestCase("<media:credit>Photographer</media:credit>", "")]
    [TestCase("<atom:author><atom:name>Ann Lee</atom:name></atom:author>", "Ann Lee")]
    [TestCase("<itunes:author>Ann Lee</itunes:author>", "Ann Lee")]
    public void The_authors_of_an_item_are_people(string inside, string authors) =>
        Assert.That(string.Join('|', One($"<title>T</title>{inside}").Authors), Is.EqualTo(authors));

    [TestCase("<description>Real abstract.</description><media:description>Wrong</media:description>")]
    [TestCase("<content:encoded><![CDATA[<style>.a{}</style><script>x()</script>"
        + "<p>Real abstract.</p>]]></content:encoded>")]
    [TestCase("<description>&lt;style&gt;p{}&lt;/style&gt;"
        + "&lt;p&gt;Real abstract.&lt;/p&gt;&lt;!-- x --&gt;</description>")]
    [TestCase("<description>&lt;script&gt;never closed</description><content:encoded>Real abstract.</content:encoded>")]
    public void The_abstract_is_what_a_reader_sees(string inside) =>
        Assert.That(One($"<title>T</title>{inside}").Abstract, Is.EqualTo("Real abstract."));

    [Test]
    public void A_relative_link_starts_at_the_bases_around_it()
    {
        const string Text = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.example/a/"><title>F</title>
            <entry xml:base="b/"><title>T</title><link href="c"/><id>1</id></entry></feed>
            """;
        Assert.That(Read(Text).Single().Url, Is.EqualTo("https://x.example/a/b/c"));
    }

    [Test]
    public void Blocks_of_XHTML_are_apart_and_a_feed_lends_its_author()
    {
        const string Text = """
            <feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ann Lee</name></author>
            <entry><title>T</title><id>1</id><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
            <p>One</p><p>two <b>th</b>ree</p></div></summary></entry></feed>
            """;
        Assert.That((Read(Text).Single().Abstract, Read(Text).Single().Authors[0]),
            Is.EqualTo(("One two three", "Ann Lee")));
    }

    [Test]
    public void Plain_text_of_a_JSON_feed_keeps_its_angle_brackets() => Assert.That(
        Read("""{"items":[{"id":"1","title":"T","content_text":"About the <canvas> element"}]}""").Single().Abstract,
        Is.EqualTo("About the <canvas> element"));

    [Test]
    public void A_relative_link_without_a_base_starts_at_the_address_of_the_feed()
    {
        const string Text =
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>T</title><link href=\"../p/1\"/></entry></feed>";
        Assert.That(
            FeedFormat.Read(Text, "s", Day, new Dictionary<string, string>(), new Uri("https://x.example/f/feed.xml"))
            .Listings.Single().Url, Is.EqualTo("https://x.example/p/1"));
    }

    [TestCase("", "Rendering the &lt;canvas&gt; element", "Rendering the <canvas> element")]
    [TestCase(" type=\"text\"", "Rendering the &lt;canvas&gt; element", "Rendering the <canvas> element")]
    [TestCase(" type=\"html\"", "A &lt;b&gt;bold&lt;/b&gt; title", "A bold title")]
    [TestCase("", "A &lt;b&gt;bold&lt;/b&gt; title", "A bold title")]
    public void A_title_of_Atom_is_of_its_type(string type, string inside, string title)
    {
        var text = $"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title{type}>{inside}</title></entry></feed>";
        Assert.That(Read(text).Single().Title, Is.EqualTo(title));
    }

    [TestCase("<rss><channel><title>F</title></channel><item><title>T</title></item></rss>")]
    [TestCase("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">"
        + "<channel/><item rdf:about=\"https://x.example/1\"><title>T</title></item></rdf:RDF>")]
    [TestCase("<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\">"
        + "<entry><title>T</title><issued>2026-11-27</issued></entry></feed>")]
    [TestCase("<rss xmlns=\"http://backend.userland.com/rss2\"><channel><item><title>T</title></item></channel></rss>")]
    public void Items_are_found_in_every_kind_of_feed(string text) =>
        Assert.That(Read(text).Single().Title, Is.EqualTo("T"));

    [TestCase("<pubDate>nonsense</pubDate><dc:date>2026-11-27</dc:date>", "2026-11-27", false)]
    [TestCase("<pubDate>nonsense</pubDate>", null, true)]
    [TestCase("<pubDate>Fri, 27 Nov 2099 10:00:00 GMT</pubDate>", "2099-11-27", true)]
    [TestCase("<pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate>", "2026-11-27", false)]
    public void An_entry_without_a_day_that_can_be_believed_is_undated(string inside, string? published, bool undated)
    {
        var listing = One($"<title>T</title>{inside}");
        Assert.That((listing.Published?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            listing.Undated), Is.EqualTo((published, undated)));
    }

    [Test]
    public void Fields_of_the_operators_own_go_first_and_do_not_mind_prefixes()
    {
        var own = new Dictionary<string, string> { ["title"] = "x:headline" };
        var (listings, _) = FeedFormat.Read(
            "<rss xmlns:y=\"urn:y\"><channel><item><title>Wrong</title>"
                + "<y:headline>Right</y:headline></item></channel></rss>",
            "s", Day, own);
        Assert.That(listings.Single().Title, Is.EqualTo("Right"));
    }

    private static Listing One(string inside) => Read($"""
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
            xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
        <channel><title>F</title><link>https://x.example/</link><item>{inside}</item></channel></rss>
        """).Single();

    private static IReadOnlyList<Listing> Read(string text)
    {
        var (listings, fault) = FeedFormat.Read(text, "s", Day, new Dictionary<string, string>());
        Assert.That(fault, Is.Null);
        return listings;
    }
}
