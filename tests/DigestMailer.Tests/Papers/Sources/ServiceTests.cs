using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>
/// PubMed, Crossref, OpenAlex and Semantic Scholar: questions, pages and formats, all of our own making.
/// </summary>
internal sealed class ServiceTests
{
    private const string Works = """
        {"status":"ok","message-type":"work-list","message":{"next-cursor":"AAA=","total-results":2,"items":[
        {"DOI":"10.5555/Lab.1","type":"journal-article","title":["Reefs that sing"],"subtitle":["A field study"],
        """ + """
        "author":[{"given":"Ann","family":"Lee","suffix":"Jr."},{"name":"The Reef Team"}],
        "abstract":"<jats:title>Abstract</jats:title><jats:p>We <jats:italic>listen</jats:italic>.</jats:p>",
        """ + """
        "created":{"date-time":"2025-08-07T10:00:00Z"},"issued":{"date-parts":[[2025,9]]},
        "container-title":["Journal of Reefs"],"subject":["Ecology"],
        """ + """
        "resource":{"primary":{"URL":"https://reefs.example/1"}},"relation":{"has-preprint":[{"id-type":"doi",
        """ + """
        "id":"10.1101/2025.01.01"}]}},
        {"DOI":"10.5555/lab.2","type":"journal-article","title":["An old claim"],
        """ + """
        "created":{"date-time":"2025-08-08T10:00:00Z"},"updated-by":[{"type":"retraction","DOI":"10.5555/lab.9"}]},
        {"DOI":"10.5555/lab.3","type":"journal-issue","title":["Volume 3"]},{"DOI":"10.5555/lab.4",
        """ + """
        "type":"journal-article","title":[]}]}}
        """;

    private const string Alex = """
        {"meta":{"count":1,"next_cursor":null},"results":[
        {"id":"https://openalex.org/W1","doi":"https://doi.org/10.5555/lab.7","display_name":"Maps of sound",
        """ + """
        "publication_date":"2025-08-06","is_retracted":false,
        "authorships":[{"author":{"display_name":"Ann Lee"}},{"author":{"display_name":"Bo Ek"}}],
        """ + """
        "topics":[{"display_name":"Acoustics"}],
        "primary_location":{"landing_page_url":"https://sound.example/7","pdf_url":"https://sound.example/7.pdf",
        """ + """
        "source":{"display_name":"Sound Letters"}},
        "locations":[{"landing_page_url":"http://arxiv.org/abs/2508.00007"}],
        "abstract_inverted_index":{"We":[0],"map":[1],"sound":[2,4],"and":[3]}},
        {"id":"https://openalex.org/W2","display_name":"Withdrawn maps","publication_date":"2025-08-06",
        """ + """
        "is_retracted":true},
        {"id":"https://openalex.org/W3","display_name":"Front Matter","is_paratext":true}]}
        """;

    private const string Citations = """
        {"offset":0,"next":2,"data":[{"citingPaper":{"paperId":"abc","externalIds":{"ArXiv":"2508.00009",
        """ + """
        "DOI":"10.48550/arXiv.2508.00009"},"title":"Building on your work","abstract":null,"venue":"",
        """ + """
        "publicationDate":"2025-08-05","authors":[{"authorId":"1","name":"Cy Roe"}],"openAccessPdf":null}},
        {"citingPaper":{"paperId":"def","title":null}}]}
        """;

    private const string Articles = """
        <?xml version="1.0" ?>
        """ + """
        <!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
        """ + """
         "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
        <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">11</PMID><Article><Journal>
        """ + """
        <Title>Hearing</Title></Journal>
        <ArticleTitle>Sleep in <i>D. rerio</i>.</ArticleTitle><Abstract>
        """ + """
        <AbstractText Label="METHODS">We watched.</AbstractText><AbstractText>They slept.</AbstractText></Abstract>
        <AuthorList><Author ValidYN="Y"><LastName>Lee</LastName><ForeName>Ann</ForeName><Initials>A</Initials></Author>
        """ + """
        <Author><CollectiveName>Sleep Group</CollectiveName></Author></AuthorList>
        <PublicationTypeList>
        """ + """
        <PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article><KeywordList>
        """ + """
        <Keyword>sleep</Keyword></KeywordList></MedlineCitation>
        <PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>2025</Year><Month>8</Month>
        """ + """
        <Day>7</Day></PubMedPubDate></History>
        <ArticleIdList><ArticleId IdType="pubmed">11</ArticleId><ArticleId IdType="doi">10.5555/sleep.1</ArticleId>
        """ + """
        <ArticleId IdType="pmc">PMC11</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
        <PubmedArticle><MedlineCitation><PMID>12</PMID><Article><ArticleTitle>A claim taken back</ArticleTitle>
        """ + """
        <PublicationTypeList>
        """ + """
        <PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article></MedlineCitation>
        """ + """
        </PubmedArticle>
        </PubmedArticleSet>
        """;

    private static readonly DateOnly Day = new(2025, 8, 8);

    [Test]
    public void A_work_of_Crossref_is_read()
    {
        var page = CrossrefFormat.Read(Works, "s", Day);
        var paper = page.Listings[0];
        Assert.That((page.Error, page.Next, page.Listings.Count), Is.EqualTo(((string?)null, "AAA=", 2)));
        Assert.That(
            (paper.Doi, paper.Title, paper.Abstract, string.Join('|', paper.Authors), paper.Url, paper.Published),
            Is.EqualTo(("10.5555/lab.1", "Reefs that sing: A field study", "We listen.", "Ann Lee Jr.|The Reef Team",
                "https://reefs.example/1", (DateOnly?)new DateOnly(2025, 8, 7))));
        Assert.That((paper.MoreDois.Single(), page.Listings[1].Withdrawn), Is.EqualTo(("10.1101/2025.01.01", true)));
    }

    [Test]
    public void A_work_of_OpenAlex_is_read()
    {
        var page = OpenAlexFormat.Read(Alex, "s", Day);
        var paper = page.Listings[0];
        Assert.That((page.Error, page.Next, page.Listings.Count), Is.EqualTo(((string?)null, (string?)null, 2)));
        Assert.That(
            (paper.SourceId, paper.Doi, paper.ArxivId, paper.Title, paper.Abstract, string.Join('|', paper.Authors)),
            Is.EqualTo(
                ("W1", "10.5555/lab.7", "2508.00007", "Maps of sound", "We map sound and sound", "Ann Lee|Bo Ek")));
        Assert.That((paper.PdfUrl, page.Listings[1].Withdrawn), Is.EqualTo(("https://sound.example/7.pdf", true)));
    }

    [Test]
    public void A_citation_of_Semantic_Scholar_is_read()
    {
        var page = SemanticScholarFormat.Read(Citations, "s", Day);
        var paper = page.Listings.Single();
        Assert.That((page.Next, paper.ArxivId, paper.Title, string.Join('|', paper.Authors), paper.Url),
            Is.EqualTo(("2", "2508.00009", "Building on your work", "Cy Roe", "https://arxiv.org/abs/2508.00009")));
    }

    [TestCase("<jats:title>Abstract</jats:title><jats:p>Text.</jats:p>", "Text.")]
    [TestCase("<jats:sec>\n<jats:title>ABSTRACT</jats:title>\n<jats:p>Text.</jats:p></jats:sec>", "Text.")]
    [TestCase("Abstract\n <jats:p>Text four.</jats:p>", "Text four.")]
    [TestCase("<p>Abstract: Text five.</p>", "Text five.")]
    [TestCase("<p><b>Abstract</b>: Text.</p>", "Text.")]
    [TestCase("<p>Abstract<br/>Text.</p>", "Text.")]
    [TestCase("Abstract\nText.", "Text.")]
    [TestCase("Abstract. Text.", "Text.")]
    [TestCase("Abstract", "")]
    [TestCase("<p>Abstract interpretation is sound.</p>", "Abstract interpretation is sound.")]
    [TestCase("<p>Abstract <i>C</i>*-algebras.</p>", "Abstract C*-algebras.")]
    [TestCase("<p><i>Abstract</i> nonsense.</p>", "Abstract nonsense.")]
    [TestCase("<p>Abstracts: a study.</p>", "Abstracts: a study.")]
    public void The_heading_of_an_abstract_of_Crossref_is_left_out(string jats, string text)
    {
        var works = JsonSerializer.Serialize(new
        {
            message = new { items = new[] { new { DOI = "10.5555/1", title = new[] { "T" }, @abstract = jats } } },
        });
        Assert.That(CrossrefFormat.Read(works, "s", Day).Listings.Single().Abstract, Is.EqualTo(text));
    }

    [Test]
    public void An_exponent_in_an_element_is_raised()
    {
        var pubMed = Articles.Replace("<ArticleTitle>", "<ArticleTitle>10<sup>5</sup> <i>cells</i>, ",
            StringComparison.Ordinal);
        const string Atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>a:1</id><title type='xhtml'>"
            + "<div xmlns='http://www.w3.org/1999/xhtml'>10<sup>5</sup> <b>cells</b></div></title></entry></feed>";
        Assert.That(PubMedFormat.Read(pubMed, "s", Day).Listings[0].Title, Does.StartWith("10⁵ cells, "));
        Assert.That(FeedFormat.Read(Atom, "s", Day, new Dictionary<string, string>()).Listings.Single().Title,
            Is.EqualTo("10⁵ cells"));
    }

    [Test]
    public void An_article_of_PubMed_is_read()
    {
        var (listings, fault) = PubMedFormat.Read(Articles, "s", Day);
        var paper = listings[0];
        Assert.That((fault, listings.Count, listings[1].Withdrawn), Is.EqualTo(((string?)null, 2, true)));
        Assert.That((paper.SourceId, paper.Doi, paper.Title, paper.Abstract, string.Join('|', paper.Authors)),
            Is.EqualTo(("11", "10.5555/sleep.1", "Sleep in D. rerio", "Methods: We watched. They slept.",
                "Ann Lee|Sleep Group")));
        Assert.That((paper.Published, paper.Url, string.Join('|', paper.Categories)),
            Is.EqualTo(((DateOnly?)new DateOnly(2025, 8, 7), "https://pubmed.ncbi.nlm.nih.gov/11/", "sleep")));
    }

    [TestCase("{\"message\":\"Resource not found\"}", "Resource not found")]
    [TestCase("{\"error\":\"Too many requests\"}", "Too many requests")]
    [TestCase("<html>503</html>", "JSON")]
    [TestCase("[]", "list")]
    [TestCase("null", "list")]
    public void An_error_in_place_of_papers_is_told(string text, string told)
    {
        foreach (var page in new[] { CrossrefFormat.Read(text, "s", Day), OpenAlexFormat.Read(text, "s", Day),
            SemanticScholarFormat.Read(text, "s", Day) })
        {
            Assert.That((page.Listings.Count, page.Error), Is.EqualTo((0, page.Error)));
            Assert.That(page.Error, Does.Contain(told).And.Not.Contain("\n"));
        }
    }

    [Test]
    public async Task Crossref_is_asked_by_journal_with_a_contact_and_page_by_page()
    {
        var agents = new List<string>();
        await using var server = await WebServer.StartAsync(request =>
        {
            agents.Add(request.Headers.UserAgent.ToString());
            return Results.Text(request.Query["cursor"] == "*" ? Works
                : """{"message":{"items":[],"next-cursor":"AAA="}}""", "application/json");
        });
        await using var host = new PapersHost([("Contact", "ops@lab.example"),
            .. PapersHost.Source(0, "Crossref", "reefs", ("Url", server.Url + "/works"), ("Issns:0", "1234-5678"),
                ("Interval", "00:00:00"))]);
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.New, report.Error), Is.EqualTo((SourceState.Fresh, 2, (string?)null)));
        Assert.That(server.Asked.First().Address,
            Does.Contain("issn%3A1234-5678").And.Contain("mailto=ops%40lab.example"));
        Assert.That((server.Asked.Count, agents[0]), Is.EqualTo((2, agents[0])));
        Assert.That(agents[0], Does.StartWith("DigestMailer/").And.Contain("mailto:ops@lab.example"));
    }

    [Test]
    public async Task PubMed_is_asked_for_ids_and_then_for_their_records()
    {
        await using var server = await WebServer.StartAsync(request => request.Path == "/esearch.fcgi"
            ? Results.Text("""{"esearchresult":{"count":"2","retmax":"200","retstart":"0","idlist":["11","12"]}}""")
            : Results.Text(Articles, "text/xml"));
        await using var host =
            new PapersHost(
                PapersHost.Source(0, "PubMed", "sleep", ("Url", server.Url), ("Query", "sleep[tiab]"),
                    ("Interval", "00:00:00")));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.Listed), Is.EqualTo((SourceState.Fresh, 2)), report.Error);
        Assert.That(server.Asked.Select(asked => asked.Address.Split('?')[0]),
            Is.EqualTo(new[] { "/esearch.fcgi", "/efetch.fcgi" }));
        Assert.That(server.Asked.Last().Address, Does.Contain("id=11%2C12"));
    }

    [Test]
    public async Task Semantic_Scholar_is_asked_for_citations_with_its_key_in_a_header()
    {
        var keys = new List<string>();
        await using var server = await WebServer.StartAsync(request =>
        {
            keys.Add(request.Headers["x-api-key"].ToString());
            return Results.Text(request.Query["offset"].Count == 0 ? Citations : """{"data":[]}""");
        });
        await using var host = new PapersHost(PapersHost.Source(0, "SemanticScholar", "mine", ("Url", server.Url),
            ("Cites:0", "10.5555/Mine.1"), ("Key", "k-1"), ("Interval", "00:00:00")));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.New), Is.EqualTo((SourceState.Fresh, 1)), report.Error);
        Assert.That(server.Asked.First().Address, Does.StartWith("/paper/DOI:10.5555%2Fmine.1/citations?"));
        Assert.That(keys, Is.All.EqualTo("k-1"));
    }

    [TestCase("PubMed", "Query")]
    [TestCase("Crossref", "Issns")]
    [TestCase("OpenAlex", "Authors")]
    [TestCase("SemanticScholar", "Cites")]
    public void The_fault_names_what_a_kind_needs(string kind, string needed) =>
        Assert.That(SourceRegistry.Fault(new SourceOptions { Name = "x", Kind = kind }), Does.Contain(needed));
}
