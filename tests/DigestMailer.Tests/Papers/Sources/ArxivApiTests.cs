using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Sources;

[Category("Recordings")]
internal sealed class ArxivApiTests
{
    private static readonly DateOnly Day = new(2025, 8, 9);

    [TestCase("q_testing_s0_m100_cfe7536492ca", 100)]
    [TestCase("q_testing_s0_m10_bc5a6c384fe9", 10)]
    [TestCase("q_testing_s9_m15_0b78d4b4d476", 15)]
    [TestCase("id_1605.08386_s0_m100_199195aa31ad", 1)]
    public void Every_result_is_read(string name, int count)
    {
        var answer = Read(name);
        Assert.That((answer.Error, answer.State, answer.Listings.Count, answer.Total >= count),
            Is.EqualTo(((string?)null, SourceState.Fresh, count, true)));
        Assert.That(answer.Listings,
            Has.All.Matches<Listing>(
                listing => listing!.Title.Length > 0 && listing.Abstract.Length > 0 && listing.Authors.Count > 0
            && listing.Categories.Count > 0 && listing.Published is not null && listing.ArxivId == listing.SourceId));
    }

    [Test]
    public void An_answer_without_results_is_not_an_error()
    {
        var answer = Read("id_0000.0000_s0_m100_8b51d9633a68");
        Assert.That((answer.Error, answer.Listings.Count), Is.EqualTo(((string?)null, 0)));
    }

    [Test]
    public void An_error_that_comes_as_a_result_is_told_apart()
    {
        var answer = Read("id_abc_s0_m100_b79c8dcf6bc3");
        Assert.That((answer.State, answer.Listings.Count), Is.EqualTo((SourceState.Failed, 0)));
        Assert.That(answer.Error, Does.Contain("incorrect id format for abc"));
    }

    [Test]
    public void An_id_of_the_old_style_is_read()
    {
        var listing = Read("id_astro-ph_0601001_s0_m100_3150dca9dc76").Listings.Single();
        Assert.That((listing.ArxivId, listing.Version, listing.Url),
            Is.EqualTo(("astro-ph/0601001", 1, "https://arxiv.org/abs/astro-ph/0601001")));
    }

    [TestCase("")]
    [TestCase("<html><body>Rate exceeded.</body></html>")]
    [TestCase("Rate exceeded.")]
    public void Text_that_is_not_Atom_is_rejected(string text) =>
        Assert.That(ArxivApiFormat.Read(text, "api", Day),
            Has.Property("State").EqualTo(SourceState.Refused).And.Property("Error").Not.Contains("\n"));

    [TestCase("2508.03694", "2508.03694", 1)]
    [TestCase("2508.03694v12", "2508.03694", 12)]
    [TestCase("arXiv:2508.03694v2", "2508.03694", 2)]
    [TestCase("oai:arXiv.org:2508.03694v2", "2508.03694", 2)]
    [TestCase("http://arxiv.org/abs/astro-ph/0601001v1", "astro-ph/0601001", 1)]
    [TestCase("https://export.arxiv.org/pdf/2508.03694v3.pdf", "2508.03694", 3)]
    [TestCase("math.GT/0309136", "math/0309136", 1)]
    public void An_id_is_found_in_every_form_it_has(string text, string id, int version) =>
        Assert.That(ArxivId.TryParse(text), Is.EqualTo(new ArxivId(id, version)));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("10.1000/182")]
    [TestCase("https://example.org/abs/2508.03694")]
    [TestCase("2508.036")]
    public void Text_that_is_not_an_id_gives_none(string? text) => Assert.That(ArxivId.TryParse(text), Is.Null);

    [Test]
    public async Task A_day_is_fetched_slice_by_slice_until_all_of_it_is_there()
    {
        await using var server = await WebServer.StartAsync(request => WebServer.File(
            request.Query["start"] == "0" ? "arxiv-api/q_testing_s0_m10_bc5a6c384fe9.xml"
            : request.Query["start"] == "10" ? "arxiv-api/q_testing_s10_m10_34e56e15aaac.xml"
            : "arxiv-api/id_0000.0000_s0_m100_8b51d9633a68.xml"));
        await using var host =
            new PapersHost(
                PapersHost.Source(0, "ArxivApi", "api", ("Url", server.Url), ("Categories:0", "cs.CL"),
                    ("Categories:1", "cs.AI")));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.Listed, report.Error), Is.EqualTo((SourceState.Fresh, 20, (string?)null)));
        Assert.That(Uri.UnescapeDataString(server.Asked.First().Address),
            Does.Contain("(cat:cs.CL OR cat:cs.AI) AND submittedDate:[202508090000 TO 202508092359]"));
    }

    private static ArxivApiAnswer Read(string name) =>
        ArxivApiFormat.Read(File.ReadAllText(Recordings.Path($"arxiv-api/{name}.xml")), "api", Day);
}
