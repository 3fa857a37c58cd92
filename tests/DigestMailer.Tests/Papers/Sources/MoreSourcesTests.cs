using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Reading;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Sources;

[Category("Recordings")]
internal sealed class MoreSourcesTests
{
    private static readonly DateOnly Day = new(2025, 8, 9);
    private static readonly Dictionary<string, string> None = [];

    [Test]
    public async Task Pages_of_bioRxiv_advance_by_their_count_and_versions_are_one_paper()
    {
        await using var server =
            await WebServer.StartAsync(
                request => Results.Text(request.Path.Value!.EndsWith("/0/json", StringComparison.Ordinal)
            ? Page(2, Row("10.1101/1", 1, "One"), Row("10.1101/2", 2, "Two, known before"))
            : Page(1, Row("10.1101/1", 2, "One, better"))));
        await using var host = new PapersHost(PapersHost.Source(0, "Biorxiv", "bio", ("Url", server.Url)));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.Listed, report.New, report.Error),
            Is.EqualTo((SourceState.Fresh, 2, 1, (string?)null)));
        Assert.That(server.Asked.Select(asked => asked.Address),
            Is.EqualTo(new[] { "/2025-08-07/2025-08-09/0/json", "/2025-08-07/2025-08-09/2/json" }));
        var paper = (await host.AllAsync()).Single();
        Assert.That((paper.Key, paper.Title, string.Join('|', paper.Authors), paper.Url),
            Is.EqualTo(
                ("doi:10.1101/1", "One, better", "T. Ghafari|A. J. Quinn",
                    "https://www.biorxiv.org/content/10.1101/1v2")));
    }

    [TestCase("")]
    [TestCase("""{"messages":[{"status":"no articles found"}],"collection":[]}""")]
    public void An_empty_body_and_no_articles_found_are_failures(string text) =>
        Assert.That(BiorxivFormat.Read(text, "bio", "bioRxiv", Day).State, Is.EqualTo(SourceState.Failed));

    [TestCase("""{"doi":"10.1101/1","title":"One"}""")]
    [TestCase("""{"doi":"10.1101/1","title":"One","authors":null,"date":null,"version":null"""
        + ""","category":null,"abstract":null,"published":null,"type":null}""")]
    [TestCase("""{"doi":"https://doi.org/10.1101/1","title":" """
        + """One\n","authors":"","date":"NA","version":1,"category":"","abstract":"NA","published":"NA","new":[{}]}""")]
    [TestCase("""{"doi":"10.1101/1","title":"One","version":"99999999999","date":"2025-13-45","authors":"""
        + """["Lee, A."]}""")]
    public void A_missing_null_or_new_value_in_a_row_keeps_no_paper_away(string row)
    {
        var answer =
            BiorxivFormat.Read(
                $$"""{"messages":[{"status":"OK","count":1,"total":1,"cursor":"0"}"""
                    + $$"""],"collection":[{{row}}],"more":true}""", "bio", "bioRxiv", Day);
        Assert.That((answer.Error, answer.Count, answer.Total), Is.EqualTo(((string?)null, 1, 1)));
        Assert.That((answer.Rows.Single().Doi, answer.Rows.Single().Title, answer.Rows.Single().Edition),
            Is.EqualTo(("10.1101/1", "One", Day)));
    }

    [TestCase("<html><body>502 Bad Gateway</body></html>")]
    [TestCase("""{"messages":[{"status":"ok","count":1}],"collection":[{"doi":"10.1101/1","title":"Cut""")]
    [TestCase("""{"messages":[{"status":"ok","count":1,"total":1}],"collection":[{"title":"No doi"}]}""")]
    public void A_page_or_a_cut_answer_of_bioRxiv_is_refused(string text) =>
        Assert.That(BiorxivFormat.Read(text, "bio", "bioRxiv", Day),
            Has.Property("State").EqualTo(SourceState.Refused).And.Property("Rows").Empty.And.Property("Error").Not
                .Contain("\n"));

    [TestCase("""{"title":"No doi"}""")]
    [TestCase("""{"doi":"10.1101/2","title":null}""")]
    [TestCase("null")]
    public void A_bad_row_of_bioRxiv_costs_itself_alone(string row)
    {
        var answer =
            BiorxivFormat.Read(
                """{"messages":[{"status":"ok","count":2,"total":2}],"collection":[{"doi":"10.1101/1","title":"One"},"""
                    + row + "]}", "bio", "bioRxiv", Day);
        Assert.That((answer.Error, answer.Rows.Single().Title, answer.Count, answer.Bad),
            Is.EqualTo(((string?)null, "One", 2, 1)));
    }

    [Test]
    public void The_recorded_details_are_read()
    {
        var answer =
            BiorxivFormat.Read(File.ReadAllText(Recordings.Path("biorxiv/details-biorxiv-2026-07-15_18-trimmed.json")),
                "bio", "bioRxiv", Day);
        Assert.That((answer.Error, answer.Rows.Count, answer.Total), Is.EqualTo(((string?)null, 3, 3)));
        Assert.That(BiorxivFormat.Papers(answer.Rows).Select(paper => paper.Announce),
            Is.EqualTo(new[] { Announcement.New, Announcement.New, Announcement.Replace }));
    }

    [TestCase("biorxiv/rss-test_read_accepts_multiple_subjects-0.xml")]
    [TestCase("biorxiv/rss-test_read_accepts_one_subject-0.xml")]
    [TestCase("biorxiv/rss-test_read_falls_back_to_all_without_subjects-0.xml")]
    [TestCase("arxiv-rss/2026-08-07-cs-cl.xml")]
    [TestCase("arxiv-rss/cs.AI-2025-08-20-atom.xml")]
    public void Any_recorded_feed_is_read(string recording)
    {
        var text = File.ReadAllText(Recordings.Path(recording));
        var (listings, fault) = FeedFormat.Read(text, "feed", new DateOnly(2026, 8, 8), None);
        Assert.That(fault, Is.Null);
        Assert.That(listings,
            Has.Count.EqualTo(text.Split(["<item>", "<entry>", "<item "], StringSplitOptions.None).Length - 1));
        Assert.That(listings,
            Has.All.Matches<Listing>(
                listing =>
                    listing!.Abstract.Length > 0 && listing.Authors.Count > 0
                        && (listing.Doi ?? listing.ArxivId) is not null));
    }

    [Test]
    public void A_JSON_feed_and_a_mapping_of_the_operators_own_are_read()
    {
        var (feed, _) =
            FeedFormat.Read(
                """{"items":[{"id":"a","title":"One","url":"https:/"""
                    + """/x.org/1","summary":"Text","authors":[{"name":"Ann Lee"},{"name":"Bo Ek"}],"tags":["x"]}]}""",
                    "feed", Day, None);
        Assert.That((feed[0].Title, feed[0].Authors.Count, feed[0].Url), Is.EqualTo(("One", 2, "https://x.org/1")));
        var own =
            new FieldMap(FieldMap.Plain,
                new Dictionary<string, string>
                {
                    ["items"] = "rels",
                    ["title"] = "rel_title",
                    ["abstract"] = "rel_abs",
                    ["doi"] = "rel_doi",
                    ["url"] = "rel_link",
                    ["authors"] = "rel_authors",
                    ["published"] = "rel_date"
                });
        var text = File.ReadAllText(Recordings.Path("biorxiv/collection_json-grp181-2020-05.json"));
        using var json = JsonDocument.Parse(text);
        var (listings, fault) = JsonFormat.Read(text, "covid", Day, own);
        Assert.That((fault, listings.Count, listings[0].Doi, listings[0].Authors.Count),
            Is.EqualTo(((string?)null, json.RootElement.GetProperty("rels").EnumerateArray().Count(row =>
                row.GetProperty("rel_title").GetString() is { Length: > 0 }), "10.1101/2020.03.27.20045005", 2)));
    }

    [TestCase("""{"items":[{"id":"a","title":"One","url":"https://x.org/1","summary":"Authors' own words."}]}""")]
    [TestCase("""
        <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>One</title>
        <link href="https://x.org/1"/><summary>Authors' own words.</summary></entry></feed>
        """)]
    public void The_summary_of_a_feed_is_an_abstract_and_leaves_room_for_that_of_a_machine(string text)
    {
        var listing = FeedFormat.Read(text, "feed", Day, None).Listings.Single();
        Assert.That((listing.Abstract, listing.Summary), Is.EqualTo(("Authors' own words.", (string?)null)));
        var own = JsonFormat.Read(
            """{"title":"One","url":"https://x.org/1","summary":"A machine's words.","summaryBy":"A lab"}""",
            "own", Day).Listings.Single();
        var paper = PaperMerge.With(PaperMerge.New(listing, "title:one", default), own, "title:one", default);
        Assert.That((paper.Summary, paper.SummaryBy), Is.EqualTo(("A machine's words.", "A lab")));
    }

    [Test]
    public void Notes_of_OpenReview_are_papers_where_they_have_a_title()
    {
        const string Text =
            """{"notes":[{"id":"n1","forum":"n1","cdate":1754697600000,"content":{"title":{"value":"One"}"""
                + ""","authors":{"value":["Ann Lee"]},"pdf":{"value":"/pdf/x.pdf"},"venue":{"value":"ICLR """
                + """2026"}}},{"id":"n2","content":{"title":"Old","venue":"ICLR Withdrawn """
                + """Submission"}},{"id":"r","content":{"review":{"value":"no"}}}]}""";
        var (listings, notes, fault) = OpenReviewFormat.Read(Text, "or", Day, None);
        Assert.That((fault, notes, listings.Count, listings[0].PdfUrl, listings[0].Published, listings[1].Withdrawn),
            Is.EqualTo(((string?)null, 3, 2, "https://openreview.net/pdf?id=n1", (DateOnly?)Day, true)));
    }

    [Test]
    public async Task A_folder_of_references_is_read_and_a_malformed_file_does_not_stop_the_others()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "a.bib"), """
                @string{x = "Deep"} @comment{no}
                @article{lee25, title = x # { {T}ransit of G{\"o}del}, author = {Lee, Ann and Ren{\'e} X and others},
                  doi = "10.1/a", year = 2025, month = aug, keywords = {a, b}}
                """);
            await File.WriteAllTextAsync(Path.Combine(folder, "b.ris"),
                "TY  - JOUR\r\nTI  - A long\r\n title\r\nAU  - Ek, Bo\r\nDO  - 10.1/b\r\nDA  - 2025/08/01/\r\nER  - "
                    + "\r\n");
            await File.WriteAllTextAsync(Path.Combine(folder, "c.bib"), "@article{x, title = {never closed");
            await using var host = new PapersHost(PapersHost.Source(0, "References", "shelf", ("Path", folder)));
            var report = (await host.GatherAsync()).Sources.Single();
            Assert.That((report.State, report.New), Is.EqualTo((SourceState.Partial, 2)));
            Assert.That(report.Error, Does.Contain("c.bib").And.Contain("line 1"));
            Assert.That((await host.AllAsync()).Select(paper => $"{paper.Title}: {string.Join('|', paper.Authors)}"),
                Is.EquivalentTo(new[] { "Deep Transit of Gödel: Ann Lee|René X", "A long title: Bo Ek" }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task Cross_lists_and_replacements_are_as_the_settings_want_them()
    {
        await using var server = await WebServer.StartAsync(_ => WebServer.File("arxiv-rss/2026-08-07-cs-cl.xml"));
        async Task<long> NewAsync(params (string, string)[] more)
        {
            await using var host =
                new PapersHost(
                    PapersHost.Source(0, "ArxivFeed", "arxiv",
                        [("Url", server.Url), ("Categories:0", "cs.CL"), .. more]));
            return (await host.GatherAsync()).Papers;
        }

        var usual = await NewAsync();
        Assert.That(await NewAsync(("CrossLists", "false")), Is.LessThan(usual).And.Positive);
        Assert.That(await NewAsync(("Replacements", "true")), Is.GreaterThan(usual));
    }

    [Test]
    public void An_unknown_kind_is_rejected_with_the_known_ones() =>
        Assert.That(SourceRegistry.Fault(new SourceOptions { Name = "x", Kind = "Gopher" }),
            Does.Contain("Gopher").And.Contain("Biorxiv"));

    [TestCase("1234", false)]
    [TestCase("20411723", false)]
    [TestCase("2041-172X", true)]
    [TestCase("2041-1723", true)]
    public void An_issn_has_two_groups_of_four(string issn, bool isGood) =>
        Assert.That(SourceRegistry.Fault(new SourceOptions { Name = "x", Kind = "Crossref", Issns = [issn] }),
            isGood ? Is.Null : Does.StartWith($"Issns:0: \"{issn}\""));

    [Test]
    public void A_field_of_no_paper_is_rejected_with_the_known_ones() =>
        Assert.That(SourceRegistry.Fault(new SourceOptions
        {
            Name = "x",
            Kind = "Json",
            Path = "p.json",
            Fields = { ["Title"] = "t", ["items"] = "i", ["titel"] = "t" },
        }), Does.StartWith("Fields:titel: ").And.Contain("title"));

    private static string Page(int count, params string[] rows) =>
        $$"""{"messages":[{"status":"ok","count":{{count}},"total":"3"}],"collection":[{{string.Join(',', rows)}}]}""";

    private static string Row(string doi, int version, string title) =>
        JsonSerializer.Serialize(
            new
            {
                doi,
                version = $"{version}",
                title,
                authors = "Ghafari, T.; Quinn, A. J.",
                date = "2025-08-08",
                category = "neuroscience",
                published = "NA",
                @abstract = "Text"
            });
}
