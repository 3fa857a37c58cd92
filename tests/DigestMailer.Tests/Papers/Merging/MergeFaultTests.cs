using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Merging;

internal sealed class MergeFaultTests
{
    private static readonly DateOnly Day = new(2025, 8, 8);

    [Test]
    public async Task One_title_under_two_DOIs_is_two_papers_even_where_the_key_is_another()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Doi = "10.1000/one" });
        await host.KeepAsync(Listing("journal", "j") with { Doi = "10.1000/two" });
        Assert.That((await host.AllAsync()).Select(paper => paper.Key),
            Is.EqualTo(new[] { "arxiv:2508.00001", "doi:10.1000/two" }));
    }

    [Test]
    public async Task One_DOI_on_two_arXiv_ids_unites_nothing()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Doi = "10.1000/one" });
        await host.KeepAsync(Listing("arxiv", "2508.00002") with { ArxivId = "2508.00002", Doi = "10.1000/one" });
        await host.KeepAsync(Listing("journal", "j") with { Doi = "10.1000/one" });
        Assert.That((await host.AllAsync()).Select(paper => paper.Key),
            Is.EqualTo(new[] { "arxiv:2508.00001", "arxiv:2508.00002" }));
    }

    [TestCase("https://doi.org/10.1000/ABC")]
    [TestCase("http://dx.doi.org/10.1000/abc")]
    [TestCase("doi:10.1000/Abc")]
    [TestCase(" 10.1000%2Fabc. ")]
    public async Task A_DOI_is_the_same_however_it_is_written(string doi)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "1") with { Doi = "10.1000/abc" });
        var (listings, fault) = JsonFormat.Read($$"""[{"title":"Named otherwise","doi":"{{doi}}"}]""", "two", Day);
        Assert.That(fault, Is.Null);
        Assert.That(await host.KeepAsync(listings), Is.Zero);
        Assert.That((listings[0].SourceId, listings[0].Url),
            Is.EqualTo(("10.1000/abc", "https://doi.org/10.1000/abc")));
    }

    [TestCase("10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        "10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2")]
    [TestCase("10.1/a 10.2/b, https://doi.org/10.3/c", "10.1/a|10.2/b|10.3/c")]
    [TestCase("doi: 10.1/a", "10.1/a")]
    [TestCase("not a doi", "")]
    [TestCase(null, "")]
    public void Every_DOI_of_a_text_is_found(string? text, string dois) =>
        Assert.That(string.Join('|', Doi.All(text)), Is.EqualTo(dois));

    [Test]
    public async Task The_DOI_that_arXiv_registered_is_its_id()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001" });
        Assert.That(
            await host.KeepAsync(
                Listing("json", "x")
                    with
                { Title = "Named otherwise", Doi = "https://doi.org/10.48550/arXiv.2508.00001" }), Is.Zero);
    }

    [Test]
    public async Task A_sent_paper_is_once_in_its_digest_after_two_rows_are_merged()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("biorxiv", "b1") with { Doi = "10.1000/abc", Authors = ["Ann Lee"] });
        await host.KeepAsync(Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Title = "Named otherwise" },
            Listing("arxiv", "2508.00003") with { ArxivId = "2508.00003", Title = "Third" });
        await host.Made.TopicSetAsync(1);
        await host.Made.DigestAsync(1, DateTimeOffset.UnixEpoch, [2, 3, 1]);
        await host.Made.DigestAsync(2, DateTimeOffset.UnixEpoch.AddDays(1), [2]);
        await host.KeepAsync(
            Listing("arxiv", "2508.00001")
                with
            {
                ArxivId = "2508.00001",
                Title = "Named otherwise",
                Doi = "10.1000/abc",
                Edition = Day.AddDays(1)
            });
        Assert.That(
            await host.ReadAsync(
                "SELECT digest_id || ':' || rank || ':' || paper_id FROM digest_papers ORDER BY digest_id, rank"),
                Is.EqualTo(new[] { "1:1:1", "1:2:3", "2:1:1" }));
        Assert.That((await host.AllAsync()).Select(paper => paper.Key),
            Is.EqualTo(new[] { "arxiv:2508.00001", "arxiv:2508.00003" }));
    }

    [Test]
    public async Task A_second_work_of_one_title_is_named_by_its_title_and_author()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("json", "title:a title") with { Authors = ["Ann Lee"] });
        await host.KeepAsync(Listing("json", "title:a title") with { Authors = ["Bo Ek"], Edition = Day.AddDays(1) });
        Assert.That((await host.AllAsync()).Select(paper => paper.Key),
            Is.EqualTo(new[] { "title:a title", "title:a title by bo ek" }));
        Assert.That(await host.CountAsync("SELECT count(*) FROM papers WHERE key NOT IN (SELECT key FROM paper_keys)"),
            Is.Zero);
    }

    [TestCase("Ann Lee", "A. Lee", true)]
    [TestCase("Ann Lee", "Lee, Ann", true)]
    [TestCase("Matthew Nelson", "Nelson, M. J.", true)]
    [TestCase("Wei Wang", "Li Wang", false)]
    [TestCase("José Núñez", "Jose Nunez", true)]
    [TestCase("Ann Lee", "Bo Ek", false)]
    public async Task One_title_is_one_paper_where_an_author_is_the_same(string one, string two, bool same)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "1") with { Authors = [one] });
        Assert.That(await host.KeepAsync(Listing("two", "2") with { Authors = [two] }), Is.EqualTo(same ? 0 : 1));
    }

    [TestCase("Multi-Modal Alignment for Low-Resource Speech Recognition",
        "Multimodal alignment in low resource speech recognition", true)]
    [TestCase("Speculative Decoding with Small Draft Models", "Speculative Decoding with Small Draft Model", true)]
    [TestCase("Optimising Attention Kernels for Long Contexts", "Optimizing Attention Kernels for Long Contexts", true)]
    [TestCase("On the Limits of Retrieval, Part I: Theory and Bounds",
        "On the Limits of Retrieval, Part II: Theory and Bounds", false)]
    [TestCase("Lumen2 Technical Report on Open Vision Models", "Lumen3 Technical Report on Open Vision Models", false)]
    [TestCase("LumenVL: Scaling Open Models to Many Images", "LumenLM: Scaling Open Models to Many Images", false)]
    [TestCase("Supervised Pretraining for Robots in Open Worlds", "Unsupervised Pretraining for Robots in Open Worlds",
        false)]
    [TestCase("A Benchmark of Diffusion Models for Image Editing", "A Benchmark of Diffusion Models for Video Editing",
        false)]
    public async Task Near_identical_titles_of_the_same_authors_are_one_paper(string one, string two, bool same)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(
            Listing("one", "1")
                with
            {
                Title = one,
                Authors = ["Ann Lee", "Bo Ek"],
                Url = "https://one.example/1",
                PdfUrl = "https://one.example/1.pdf"
            });
        Assert.That(
            await host.KeepAsync(
                Listing("two", "2")
                    with
                {
                    Title = two,
                    Authors = ["A. Lee", "B. Ek"],
                    Url = "https://two.example/2",
                    CodeUrl = "https://two.example/code"
                }), Is.EqualTo(same ? 0 : 1));
        Assert.That(await host.KeepAsync(Listing("three", "3") with { Title = two + "!", Authors = ["Cy Orr"] }),
            Is.EqualTo(1), "of others");
        if (same)
        {
            var paper = (await host.AllAsync())[0];
            Assert.That((paper.PdfUrl, paper.CodeUrl),
                Is.EqualTo(("https://one.example/1.pdf", "https://two.example/code")));
            Assert.That(await host.ReadAsync("SELECT url FROM listings WHERE paper_id = 1 ORDER BY url"),
                Is.EqualTo(new[] { "https://one.example/1", "https://two.example/2" }));
        }
    }

    [Test]
    public async Task A_batch_read_twice_writes_nothing_twice()
    {
        await using var host = new PapersHost();
        var listings =
            Enumerable.Range(0, 2500)
                .Select(
                    i => Listing("json", $"p{i % 2400}")
                        with
                    { Title = $"Study {i % 2400} of things", Authors = [$"Author{i % 2400} Lee"], Votes = i })
                        .ToList();
        Assert.That(await host.KeepAsync(listings), Is.EqualTo(2400));
        Assert.That(await host.KeepAsync(listings), Is.Zero);
        Assert.That(
            (await host.CountAsync("SELECT count(*) FROM listings"),
                await host.CountAsync("SELECT votes FROM papers WHERE key = 'source:json:p0'")),
                Is.EqualTo((2400L, 2400L)));
    }

    private static Listing Listing(string source, string id) =>
        new() { Source = source, SourceId = id, Edition = Day, Title = "A Title", Url = "https://example.org/" + id };
}
