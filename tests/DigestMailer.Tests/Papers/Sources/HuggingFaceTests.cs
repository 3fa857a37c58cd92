using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Sources;

[Category("Recordings")]
internal sealed class HuggingFaceTests
{
    private static readonly DateOnly Day = new(2026, 8, 7);

    [Test]
    public void Every_entry_of_every_recorded_day_is_read()
    {
        var files = Directory.GetFiles(Recordings.Path("hf-daily-papers"), "*.json");
        Assert.That(files, Is.Not.Empty);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            using var document = JsonDocument.Parse(text);
            var (listings, fault) = HuggingFaceFormat.Read(text, "hf", Day);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(fault, Is.Null, file);
                Assert.That(listings, Has.Count.EqualTo(document.RootElement.GetArrayLength()), file);
                Assert.That(listings, Has.All.Matches<Listing>(listing => IsWhole(listing!)), file);
            }
        }
    }

    [TestCase("2024-12-11")]
    [TestCase("2024-12-12")]
    public void A_malformed_day_is_refused_and_nothing_of_it_is_read(string day) =>
        AssertRefused(File.ReadAllText(Recordings.Path($"hf-daily-papers-malformed/{day}.json")));

    [TestCase("")]
    [TestCase("{\"error\":\"Invalid date\"}")]
    [TestCase("[{}]")]
    [TestCase("[1]")]
    [TestCase("[{\"paper\":{\"id\":\"2508.00001\"}}]")]
    [TestCase("[{\"paper\":{\"title\":\"Without an id\"}}]")]
    public void An_answer_that_is_not_in_its_format_is_refused(string text) => AssertRefused(text);

    [TestCase("{\"paper\":null}", "entry 2 has no paper")]
    [TestCase("null", "entry 2 has no paper")]
    [TestCase("{\"paper\":{\"id\":\"2508.00002\",\"title\":null}}", "entry 2 has no paper.title")]
    [TestCase("{\"paper\":{\"id\":\"2508.00002\",\"title\":\"\\ud800\"}}", "not Unicode")]
    public void A_bad_entry_costs_itself_alone(string entry, string told)
    {
        var text = $"[{{\"paper\":{{\"id\":\"2508.00001\",\"title\":\"Whole\"}}}},{entry}]";
        var (listings, fault) = HuggingFaceFormat.Read(text, "hf", Day);
        Assert.That(listings.Single().Title, Is.EqualTo("Whole"));
        Assert.That(fault, Does.Contain(told).And.Contain("1 of 2 entries"));
    }

    [Test]
    public void Hidden_authors_are_left_out()
    {
        var text = File.ReadAllText(Recordings.Path("hf-daily-papers/2025-07-04.json"));
        using var document = JsonDocument.Parse(text);
        var shown =
            document.RootElement.EnumerateArray()
                .Select(entry => entry.GetProperty("paper").GetProperty("authors").EnumerateArray().ToList()).ToList();
        var listings = HuggingFaceFormat.Read(text, "hf", Day).Listings;
        Assert.That(shown.SelectMany(authors => authors).Count(IsHidden), Is.Positive);
        Assert.That(listings.Select(listing => listing.Authors.Count),
            Is.EqualTo(shown.Select(authors => authors.Count(author => !IsHidden(author)))));
    }

    [TestCase("\"Machines\\n  listen.\"", "Machines listen.", "Hugging Face")]
    [TestCase("null", null, null)]
    [TestCase("\" \"", null, null)]
    [TestCase("{}", null, null)]
    public void A_summary_comes_with_whose_machine_wrote_it(string json, string? summary, string? by)
    {
        var listing = HuggingFaceFormat.Read(
            "[{\"paper\":{\"id\":\"2508.00001\",\"title\":\"Title\",\"ai_summary\":" + json + "}}]", "hf", Day)
            .Listings.Single();
        Assert.That((listing.Summary, listing.SummaryBy), Is.EqualTo((summary, by)));
    }

    [Test]
    public void Votes_code_and_comments_are_found_where_they_stand()
    {
        const string Text = """
            [{"numComments":3,"thumbnail":"https://x.org/t.png","organization":{"fullname":"The Lab"},
              "paper":{"id":"2508.00001","title":"A\n  title","upvotes":12,"githubStars":5,
              "githubRepo":"https://github.com/x/y","projectPage":"javascript:alert(1)","authors":[]}}]
            """;
        var listing = HuggingFaceFormat.Read(Text, "hf", Day).Listings.Single();
        Assert.That(
            (listing.Title, listing.Votes, listing.Comments, listing.Stars, listing.CodeUrl, listing.ProjectUrl,
                listing.Organization),
            Is.EqualTo(("A title", 12, 3, 5, "https://github.com/x/y", (string?)null, "The Lab")));
    }

    [TestCase("""{"paper":{"id":"2508.00001","title":"One"}}""")]
    [TestCase("""{"paper":{"id":"2508.00001","title":"One","authors":null,"upvotes":null,"summary":null,"publishedA"""
        + """t":null,"githubRepo":null,"organization":null,"mediaUrls":null}"""
        + ""","numComments":null,"thumbnail":null,"organization":null,"submittedBy":null}""")]
    [TestCase("""{"paper":{"id":"2508.00001","title":"One","authors":[],"ai_keywords":[],"summary":"","githubRep"""
        + """o":"","projectPage":""}}""")]
    [TestCase("""{"paper":{"id":"2508.00001","title":"One","authors":["Ann Lee",{"fullname":"no """
        + """name"},7,null,{"name":null},{"name":"Bo Ek","hidden":"no"}]}}""")]
    [TestCase("""{"paper":{"id":"2508.00001","title":"One","authors":{"name":"Ann Lee"},"organization":"The """
        + """Lab","publishedAt":1754697600000,"upvotes":"12","githubStars":1e99}}""")]
    [TestCase("""{"paper":{"id":"2508.00001","title":"One","upvotes":99999999999999999999,"githubStars":-5,"published"""
        + """At":"99999-01-01"},"numComments":1e400}""")]
    [TestCase("""{"paper":{"id":"2508.00001","title":" \n One\u0000\r\n ","upvotes":3.5,"new":{"deep":[[[1]]]}"""
        + """},"another":true,"paper2":{}}""")]
    public void Missing_null_new_or_wrongly_typed_fields_lose_no_paper(string entry)
    {
        var (listings, fault) = HuggingFaceFormat.Read($"[{entry}]", "hf", Day);
        Assert.That(fault, Is.Null);
        var listing = listings.Single();
        Assert.That((listing.ArxivId, listing.Title, listing.Votes >= 0, listing.Stars >= 0, listing.Comments),
            Is.EqualTo(("2508.00001", "One", true, true, 0)));
        Assert.That(listing.Authors.Except(["Ann Lee", "Bo Ek"]), Is.Empty);
    }

    [TestCase("12", 12)]
    [TestCase("\"12\"", 12)]
    [TestCase("12.0", 12)]
    [TestCase("1.2e1", 12)]
    [TestCase("-3", 0)]
    [TestCase("99999999999999999999", 0)]
    [TestCase("1e400", 0)]
    [TestCase("\"many\"", 0)]
    [TestCase("[12]", 0)]
    [TestCase("null", 0)]
    public void Votes_are_read_however_the_number_is_written(string upvotes, int votes) =>
        Assert.That(
            HuggingFaceFormat.Read($$$"""[{"paper":{"id":"2508.00001","title":"One","upvotes":{{{upvotes}}}}}]""", "hf",
                Day).Listings.Single().Votes, Is.EqualTo(votes));

    [TestCase("<!DOCTYPE html><html><body>We are down</body></html>")]
    [TestCase("[{\"paper\":{\"id\":\"2508.00001\",\"title\":\"Cut")]
    [TestCase("[{\"paper\":{\"id\":\"2508.00001\",\"title\":\"One\"}},")]
    [TestCase("null")]
    [TestCase("\"\"")]
    [TestCase("{}")]
    public void A_page_or_a_cut_answer_is_refused(string text) => AssertRefused(text);

    private static bool IsWhole(Listing listing) =>
        listing.Title.Length > 0 && listing.Abstract.Length > 0
            && !listing.Title.Contains('\n', StringComparison.Ordinal)
        && listing.ArxivId is not null && listing.Url.EndsWith(listing.ArxivId, StringComparison.Ordinal);

    private static bool IsHidden(JsonElement author) =>
        author.TryGetProperty("hidden", out var hidden) && hidden.ValueKind == JsonValueKind.True;

    private static void AssertRefused(string text)
    {
        var (listings, fault) = HuggingFaceFormat.Read(text, "hf", Day);
        Assert.That(listings, Is.Empty);
        Assert.That(fault, Is.Not.Null.And.Not.Empty.And.Not.Contain("\n"));
    }
}
