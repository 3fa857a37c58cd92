using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Sources;

[Category("Recordings")]
internal sealed class ArxivFeedTests
{
    [Test]
    public async Task Over_a_week_of_four_categories_each_paper_is_one_row_and_replacements_make_no_news()
    {
        await using var host = new PapersHost();
        var listed = new List<Listing>();
        foreach (var answer in Week())
        {
            await host.Papers.KeepAsync(answer, "arxiv " + listed.Count);
            listed.AddRange(answer.Listings);
        }

        var news =
            listed.Where(listing => listing.Announce is Announcement.New or Announcement.Cross)
                .Select(listing => "arxiv:" + listing.ArxivId).Distinct();
        Assert.That((await host.AllAsync()).Select(paper => paper.Key), Is.EquivalentTo(news));
        Assert.That(
            await host.CountAsync(
                "SELECT count(*) FROM papers WHERE id NOT IN (SELECT paper_id FROM listings WHERE announce IN ('New', "
                    + "'Cross'))"), Is.Zero);
    }

    [Test]
    public void The_titles_and_authors_of_a_week_are_plain()
    {
        foreach (var listing in Week().SelectMany(answer => answer.Listings))
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(listing.Title,
                    Is.Not.Empty.And.Not.Contain("$").And.Not.Contain("\\").And.Not.Contain("\n"), listing.ArxivId);
                Assert.That(listing.Abstract, Is.Not.Empty.And.Not.StartWith("arXiv:"), listing.ArxivId);
                Assert.That(listing.Authors, Is.Not.Empty.And.None.Contains("\\").And.None.Contains("("),
                    listing.ArxivId);
                Assert.That(listing.Categories, Is.Not.Empty, listing.ArxivId);
            }
        }
    }

    [TestCase("cs.AI-2025-08-20-atom", "2025-08-20", SourceState.Fresh)]
    [TestCase("rdf-1.0-era-2023-07-05-cs-lg", "2023-07-04", SourceState.Empty)]
    [TestCase("rss2-transition-2024-03-05-cs-cl", "2024-03-04", SourceState.Fresh)]
    [TestCase("item-pubDate-introduced-2024-08-24-cs-cl", "2024-08-23", SourceState.Fresh)]
    [TestCase("same-day-2025-02-17-cs-cl", "2025-02-17", SourceState.Fresh)]
    [TestCase("late-feed-2025-11-05-cs-ai", "2025-11-03", SourceState.Fresh)]
    [TestCase("dst-change-2026-03-09-cs-cl", "2026-03-08", SourceState.Empty)]
    [TestCase("weekday-empty-2026-06-23-cs-cl", null, SourceState.Empty)]
    [TestCase("holidays-2026-01-04-cs-ai", null, SourceState.Empty)]
    public void Every_era_of_the_feed_is_read(string name, string? edition, SourceState state)
    {
        var answer = Read(name);
        Assert.That((answer.State, answer.Error), Is.EqualTo((state, (string?)null)));
        Assert.That(answer.Listings, Has.Count.EqualTo(Items(name)));
        Assert.That(edition,
            Is.Null.Or
                .EqualTo(answer.Edition.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public void The_RDF_era_names_the_kind_in_its_titles()
    {
        const string Text = """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
              xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>cs.CL updates on arXiv.org</title><dc:date>2023-07-04T20:30:00-05:00</dc:date></channel>
            <item><title>One title. (arXiv:2307.00001v1 [cs.CL])</title><link>http://arxiv.org/abs/2307.00001</link>
              <description>&lt;p&gt;Text.&lt;/p&gt;</description>
              <dc:creator>&lt;a href="http://arxiv.org/a/x"&gt;Ann Lee&lt;/a&gt;,
                &lt;a href="http://arxiv.org/a/y"&gt;Bo Ek&lt;/a&gt;</dc:creator></item>
            <item><title>Two. (arXiv:2307.00002v3 [cs.LG] UPDATED)</title></item>
            <item><title>Three. (arXiv:2307.00003v1 [cs.LG] CROSS LISTED)</title></item>
            </rdf:RDF>
            """;
        var answer = ArxivFeedFormat.Read(Text, "arxiv", new DateOnly(2023, 7, 5));
        Assert.That(answer.Listings.Select(listing => (listing.ArxivId, listing.Version, listing.Announce)),
            Is.EqualTo(new[]
        {
            ("2307.00001", 1, Announcement.New), ("2307.00002", 3, Announcement.Replace),
            ("2307.00003", 1, Announcement.Cross),
        }));
        Assert.That(
            (answer.Listings[0].Title, answer.Listings[0].Abstract, string.Join('|', answer.Listings[0].Authors)),
            Is.EqualTo(("One title.", "Text.", "Ann Lee|Bo Ek")));
    }

    [TestCase("<guid>oai:arXiv.org:2508.00001v1</guid><description>arXiv:2508.00001v1 Announce Type: new \nAbstract: "
        + "Text</description><announce_type/><pubDate/><category/><creator/>")]
    [TestCase("<link>https://arxiv.org/abs/2508.00001</link><description>Text</description>")]
    [TestCase("<link>http://www.arxiv.org/pdf/2508.00001v1.pdf</link>")]
    [TestCase("<id>http://arxiv.org/abs/2508.00001v1</id><summary>Text</summary><new><deep>1</deep></new>")]
    [TestCase("<guid isPermaLink=\"false\"> oai:arXiv.org:2508.00001 </guid><announce_type>NEW</announce_type>"
        + "<creator>Ann Lee,, , Bo Ek</creator><DOI>not a doi; 10.1/a;;</DOI>")]
    public void Missing_empty_or_new_fields_of_an_item_lose_no_paper(string inside)
    {
        var answer =
            ArxivFeedFormat.Read(
                $"<rss version='2.0'><channel><title>cs.CL</title><pubDate>Fri, 08 Aug 2025 00:00:00 "
                    + $"-0400</pubDate><item><title>One</title>{inside}</item><item/><item><title>No "
                    + $"id</title></item></channel></rss>", "arxiv", new DateOnly(2025, 8, 8));
        Assert.That((answer.State, answer.Edition, answer.Error),
            Is.EqualTo((SourceState.Fresh, new DateOnly(2025, 8, 8), (string?)null)));
        var listing = answer.Listings.Single();
        Assert.That((listing.ArxivId, listing.Title, listing.Announce),
            Is.EqualTo(("2508.00001", "One", Announcement.New)));
        Assert.That(listing.Authors, Is.Empty.Or.EqualTo(new[] { "Ann Lee", "Bo Ek" }));
    }

    [Test]
    public void An_empty_announce_type_leaves_it_to_the_description() =>
        Assert.That(
            ArxivFeedFormat.Read(
                "<rss><channel><item><title>One</title><guid>oai:arXiv.org:2508.00001v2</guid><announce_type/"
                    + "><description>arXiv:2508.00001v2 Announce Type: replace Abstract: "
                    + "Text</description></item></channel></rss>", "arxiv", new DateOnly(2025, 8, 8)).Listings
                    .Single().Announce,
            Is.EqualTo(Announcement.Replace));

    [TestCase("<html><body>429</body></html>", SourceState.Refused)]
    [TestCase("", SourceState.Refused)]
    [TestCase("<rss><channel>", SourceState.Refused)]
    [TestCase("<!DOCTYPE x [<!ENTITY a 'b'>]><rss>&a;</rss>", SourceState.Refused)]
    [TestCase("<rss><channel><title>Feed error for query \"cs.XX\"</title><description>Invalid "
        + "archive</description></channel></rss>", SourceState.Failed)]
    public void Text_that_is_not_a_feed_is_distinguished_from_no_papers(string text, SourceState state)
    {
        var answer = ArxivFeedFormat.Read(text, "arxiv", new DateOnly(2026, 8, 7));
        Assert.That((answer.State, answer.Listings.Count), Is.EqualTo((state, 0)));
        Assert.That(answer.Error, Is.Not.Empty.And.Not.Contain("\n"));
    }

    /// <summary>By day and category; those of our own making have two of the four categories on most days.</summary>
    private static IEnumerable<SourceAnswer> Week() =>
        Directory.GetFiles(Recordings.Path("arxiv-rss"), "2026-08-*.xml").Order(StringComparer.Ordinal)
            .Select(file => Read(Path.GetFileNameWithoutExtension(file)));

    private static SourceAnswer Read(string name) =>
        ArxivFeedFormat.Read(Text(name), "arxiv " + name[^5..], new DateOnly(2026, 8, 8));

    private static int Items(string name) =>
        Text(name).Split(["<item>", "<entry>", "<item "], StringSplitOptions.None).Length - 1;

    private static string Text(string name) => File.ReadAllText(Recordings.Path($"arxiv-rss/{name}.xml"));
}
