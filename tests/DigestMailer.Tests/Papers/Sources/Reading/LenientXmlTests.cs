using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Sources.Reading;

/// <summary>Feeds that are not well-formed: we read what we can, and report other text in plain words.</summary>
internal sealed class LenientXmlTests
{
    private const string Good = "<item><title>Good neighbour</title><link>https://x.example/good</link></item>";
    private static readonly DateOnly Day = new(2026, 11, 28);

    [TestCase("<item><title>R & D</title></item>", "R & D")]
    [TestCase("<item><title>Ej&eacute;rcitos&nbsp;&mdash; one</title></item>", "Ejércitos — one")]
    [TestCase("<item><title>One &bogus; two</title></item>", "One &bogus; two")]
    [TestCase("<item><title>A\u0008B\u000cC &#8;&#x1F;D</title></item>", "ABC D")]
    [TestCase("<item><title>One</title><dc:creator>Ann Lee</dc:creator></item>", "One")]
    [TestCase("<item><title>One</title><foo:bar>x</foo:bar></item>", "One")]
    [TestCase("<item><title>One</title><description>a<br>b</description></item>", "One")]
    [TestCase("<item><title>One</title><description><b>a<i>b</b>c</i></description></item>", "One")]
    [TestCase("<item><title>One</title><enclosure url=http://x.example/a.pdf length=5/></item>", "One")]
    [TestCase("<item><title>One</title><link href='a' href='b'/></item>", "One")]
    [TestCase("<item><title>3 < 5</title></item>", "3 < 5")]
    [TestCase("<item><title><![CDATA[A\u0001B]]></title></item>", "AB")]
    [TestCase("<item><title>One</titel></item>", "One")]
    public void A_flaw_in_an_item_keeps_none_away(string item, string title)
    {
        var (listings, fault) = FeedFormat.Read(Feed(item + Good), "s", Day, new Dictionary<string, string>());
        Assert.That((fault, string.Join('|', listings.Select(one => one.Title))),
            Is.EqualTo(((string?)null, title + "|Good neighbour")));
    }

    [TestCase("Warning: Undefined variable $x in <b>/var/www/feed.php</b> on line <b>3</b><br />\n{0}")]
    [TestCase("\n\n  {0}")]
    [TestCase("{0}\n<!-- served in 3 ms --><script>track()</script>")]
    [TestCase("{0}{0}")]
    [TestCase("<?xml version=\"1.1\" encoding=\"UTF-8\"?>{0}")]
    [TestCase("<?xml version='1.0'?><!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" "
        + "\"http://x.example/rss.dtd\">{0}")]
    [TestCase("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY nbsp \"&#160;\"><!ENTITY eacute '&#233;'>]>{0}")]
    [TestCase("<?xml version='1.0'?><!DOCTYPE rss SYSTEM \"rss.dtd\" [<!ELEMENT rss ANY>]>{0}")]
    public void Text_around_the_feed_and_document_types_do_no_harm(string around)
    {
        var text = around.Replace("{0}", Feed(Good), StringComparison.Ordinal);
        var (listings, fault) = FeedFormat.Read(text, "s", Day, new Dictionary<string, string>());
        Assert.That((fault, listings[0].Title), Is.EqualTo(((string?)null, "Good neighbour")));
    }

    [TestCase("<rss><channel><item><title>Whole</title></item><item><title>Cut of")]
    [TestCase("<rss><channel><item><title>Whole</title></item><item><title><![CDATA[Cut of</title></item></rss>")]
    [TestCase("<feed><entry><title>Whole</title></entry><entry><title>Cut</title><summary>of")]
    [TestCase("<rss><channel><item><title>Whole</title></item>")]
    public void Of_a_feed_that_breaks_off_the_whole_entries_are_kept(string text)
    {
        var (listings, fault) = FeedFormat.Read(text, "s", Day, new Dictionary<string, string>());
        Assert.That(listings.Select(listing => listing.Title), Is.EqualTo(new[] { "Whole" }));
        Assert.That(fault, Does.Contain("breaks off"));
    }

    [TestCase("https://www.w3.org/2005/Atom")]
    [TestCase("urn:example:feeds")]
    public void Entries_in_the_namespace_of_their_root_are_read_whatever_it_is(string name)
    {
        var text = $"<feed xmlns='{name}' xmlns:d='https://purl.org/dc/elements/1.1'><entry><title>One</title>"
            + "<d:creator>Lee, Ann</d:creator></entry></feed>";
        var listing = FeedFormat.Read(text, "s", Day, new Dictionary<string, string>()).Listings.Single();
        Assert.That((listing.Title, listing.Authors.Single()), Is.EqualTo(("One", "Ann Lee")));
    }

    [Test]
    public void A_plain_entity_of_the_document_is_its_text()
    {
        const string Text =
            "<!DOCTYPE rss [<!ENTITY lab \"Lab &#38; Co\">]>"
                + "<rss><channel><item><title>By &lab;</title></item></channel></rss>";
        Assert.That(FeedFormat.Read(Text, "s", Day, new Dictionary<string, string>()).Listings.Single().Title,
            Is.EqualTo("By Lab & Co"));
    }

    [TestCase("<!DOCTYPE r [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><rss><channel>&b;</channel></rss>", "entities")]
    [TestCase("<!DOCTYPE r [<!ENTITY % p \"x\">]><rss><channel/></rss>", "entities")]
    [TestCase("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel>&x;</channel></rss>", "entities")]
    [TestCase("<!DOCTYPE r [<!ENTITY a \"aa\"><!ENTITY b \"&#38;a;&#38;a;\">]><rss><channel>&b;</channel></rss>",
        "entities")]
    [TestCase("<rss><channel><item><title>Cut off", "breaks off")]
    [TestCase("<rss><channel>", "breaks off")]
    [TestCase("<html><body>Just a moment...</body></html>", "web page")]
    [TestCase("<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title><body><br>", "web page")]
    [TestCase("", "empty")]
    [TestCase("Rate exceeded.", "no XML")]
    [TestCase("<rss></rss>", "no channel")]
    [TestCase("{\"error\":\"quota exceeded\"}", "quota exceeded")]
    [TestCase("{\"items\":{}}", "no list")]
    [TestCase("[1,2]", "no entries")]
    [TestCase("{\"items\":[null,\"x\"]}", "no entries")]
    [TestCase("{\"items\":", "malformed")]
    public void Text_that_is_not_a_feed_is_reported_in_the_words_of_an_operator(string text, string told)
    {
        var (listings, fault) = FeedFormat.Read(text, "s", Day, new Dictionary<string, string>());
        Assert.That((listings.Count, fault), Is.EqualTo((0, fault)));
        Assert.That(fault, Does.Contain(told).And.Not.Contain("Dtd").And.Not.Contain("\n"));
    }

    [Test]
    public void A_long_entity_used_often_is_rejected()
    {
        var text =
            $"<!DOCTYPE r [<!ENTITY a \"{new string('a', 5000)}\">]>"
                + $"<rss><channel>{string.Concat(Enumerable.Repeat("&a;", 10_000))}</channel></rss>";
        Assert.That(FeedFormat.Read(text, "s", Day, new Dictionary<string, string>()).Fault, Does.Contain("entities"));
    }

    private static string Feed(string items) =>
        $"<rss version=\"2.0\"><channel><title>F</title><link>https://x.example/</link>{items}</channel></rss>";
}
