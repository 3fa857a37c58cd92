using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Papers.Merging;

internal sealed class MergeTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly DateOnly Day = new(2025, 8, 8);

    [Test]
    public async Task One_arXiv_id_in_two_sources_is_one_paper_with_the_best_of_both()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(
            Listing("hf", "2508.00001")
                with
            {
                ArxivId = "2508.00001",
                Votes = 7,
                Abstract = "Short.",
                CodeUrl = "https://github.com/x/y",
                Published = Day
            });
        await host.KeepAsync(Listing("arxiv", "2508.00001") with
        {
            ArxivId = "2508.00001",
            Title = "A Title of its Own",
            Votes = 3,
            Abstract = "A longer abstract.",
            Published = Day.AddDays(-1),
            Categories = TextList.Create(["cs.CL"]),
        });
        var paper = (await host.AllAsync()).Single();
        Assert.That(
            (paper.Key, paper.Title, paper.Votes, paper.Abstract, paper.CodeUrl, paper.Published,
                string.Join(',', paper.Categories)),
            Is.EqualTo(
                ("arxiv:2508.00001", "A Title", 7, "A longer abstract.", "https://github.com/x/y", Day.AddDays(-1),
                    "cs.CL")));
        Assert.That(await host.CountAsync("SELECT count(*) FROM listings"), Is.EqualTo(2));
    }

    [TestCase("Verification of C programs", "Verification of C++ programs", "Verification of C# programs")]
    [TestCase("Rare decay B+ -> K+ mu mu", "Rare decay B- -> K- mu mu", "Rare decay B+ -> K- mu mu")]
    public async Task Titles_that_differ_in_their_signs_are_different_papers_and_stay_so(params string[] titles)
    {
        await using var host = new PapersHost();
        foreach (var authors in new[] { "Ann Lee", "Bo Ek", "Ann Lee", "Bo Ek" })
        {
            foreach (var title in titles)
            {
                var listing = Listing("lab", PaperKey.OfTitle(title));
                await host.KeepAsync(listing with { Title = title, Authors = [authors] });
            }
        }

        Assert.That((await host.AllAsync()).Select(paper => paper.Title), Is.EquivalentTo([.. titles, .. titles]));
    }

    [Test]
    public async Task Titles_without_authors_that_differ_in_their_signs_are_different_papers()
    {
        await using var host = new PapersHost();
        string[] titles = ["Programs in C++", "Programs in C", "Programs in C#"];
        await host.KeepAsync([.. titles.Concat(titles).Select(title =>
            Listing("lab", PaperKey.OfTitle(title)) with { Title = title })]);
        Assert.That((await host.AllAsync()).Select(paper => paper.Title), Is.EquivalentTo(titles));
    }

    [Test]
    public async Task One_paper_by_an_author_with_a_barred_letter_is_one()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "1") with { Authors = ["Søren Ødegård"] });
        await host.KeepAsync(Listing("two", "2") with { Authors = ["Soren Odegard"] });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_later_version_is_the_same_paper()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001" });
        var created =
            await host.KeepAsync(
                Listing("arxiv", "2508.00001")
                    with
                {
                    ArxivId = "2508.00001",
                    Version = 2,
                    Announce = Announcement.Replace,
                    Edition = Day.AddDays(4)
                });
        Assert.That((created, (await host.AllAsync()).Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task A_replacement_of_an_unknown_paper_makes_none()
    {
        await using var host = new PapersHost();
        Assert.That(
            await host.KeepAsync(
                Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Announce = Announcement.ReplaceCross }),
                Is.Zero);
        Assert.That(await host.AllAsync(), Is.Empty);
    }

    [Test]
    public async Task A_DOI_joins_two_that_were_known_apart()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(
            Listing("biorxiv", "b1") with { Doi = "10.1/ABC", Votes = 2, Authors = TextList.Create(["Ann Lee"]) });
        await host.KeepAsync(
            Listing("arxiv", "2508.00001")
                with
            { ArxivId = "2508.00001", Title = "Named otherwise", Authors = TextList.Create(["Ann Lee"]) });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(2));
        await host.KeepAsync(
            Listing("arxiv", "2508.00001")
                with
            { ArxivId = "2508.00001", Title = "Named otherwise", Doi = "10.1/abc", Edition = Day.AddDays(1) });
        var paper = (await host.AllAsync()).Single();
        Assert.That((paper.Key, paper.Votes), Is.EqualTo(("arxiv:2508.00001", 2)));
        Assert.That(await host.CountAsync("SELECT count(*) FROM listings"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_paper_known_by_its_title_is_united_with_the_one_that_has_its_id()
    {
        await using var host = new PapersHost();
        var byTitle = Listing("lab", "1") with { Votes = 3 };
        await host.KeepAsync(byTitle, Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Title = "Other" });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(2));
        await host.KeepAsync(byTitle with { ArxivId = "2508.00001" });
        var paper = (await host.AllAsync()).Single();
        Assert.That((paper.Key, paper.Votes), Is.EqualTo(("arxiv:2508.00001", 3)));
    }

    [Test]
    public async Task A_new_paper_that_turns_out_to_be_one_in_the_database_is_not_new()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("lab", "1") with { Votes = 3 });
        var other = Listing("two", "2") with { Doi = "10.1/two", Title = "Other" };
        Assert.That(await host.KeepAsync(Listing("two", "1") with { Title = "Unrelated" }, other,
            other with { Source = "three", Title = Listing("lab", "1").Title }), Is.EqualTo(1));
        Assert.That((await host.AllAsync()).Select(paper => (paper.Id, paper.Key, paper.Votes)),
            Is.EqualTo(new[] { (1L, "doi:10.1/two", 3), (2L, "source:two:1", 0) }));
        Assert.That(await host.ReadAsync("SELECT source || source_id || ' ' || paper_id FROM listings ORDER BY id"),
            Is.EqualTo(new[] { "lab1 1", "two1 2", "two2 1", "three2 1" }));
    }

    [Test]
    public async Task A_listing_without_an_id_does_not_take_that_of_its_paper()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001" });
        await host.KeepAsync(Listing("json", "title:a title"));
        Assert.That(await host.ReadAsync("SELECT source_id FROM listings ORDER BY id"),
            Is.EqualTo(new[] { "2508.00001", "title:a title" }));
    }

    [Test]
    public async Task A_link_that_names_a_united_paper_leads_to_what_it_became()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("lab", "1") with { Doi = "10.1/abc" });
        await host.KeepAsync(Listing("two", "2") with { Doi = "10.1/two", Title = "Second" });
        var third = Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Title = "Third" };
        await host.KeepAsync(third);
        var ids = (await host.AllAsync()).Select(paper => paper.Id).ToList();
        await host.KeepAsync(third with { Doi = "10.1/two", Edition = Day.AddDays(1) });
        await host.KeepAsync(Listing("hf", "2508.00001") with { ArxivId = "2508.00001", Doi = "10.1/abc" });
        var left = (await host.AllAsync()).Single().Id;
        foreach (var id in ids)
        {
            Assert.That((await host.Papers.FindLinkedAsync(id))?.Id, Is.EqualTo(left), "twice united as well as once");
        }

        Assert.That(await host.Papers.FindLinkedAsync(ids.Max() + 1), Is.Null);
    }

    [Test]
    public async Task A_paper_of_the_same_title_with_another_id_or_author_stays_apart()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "1") with { Authors = TextList.Create(["Ann Lee"]) },
            Listing("two", "2") with { Doi = "10.1/other", Authors = TextList.Create(["Bo Ek"]) },
            Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Doi = "10.1/abc", Title = "Other" });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(3));
        var named = Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001", Doi = "10.1/abc" };
        await host.KeepAsync(named with { Authors = TextList.Create(["Bo Ek"]) });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task One_title_of_different_authors_is_two_papers()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "1") with { Authors = TextList.Create(["Ann Lee"]) });
        await host.KeepAsync(Listing("two", "2") with { Authors = TextList.Create(["Bo Ek"]) });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task One_title_under_two_arXiv_ids_is_two_papers()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001" },
            Listing("arxiv", "2508.00002") with { ArxivId = "2508.00002" });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_listing_with_only_a_title_joins_the_one_with_an_id(bool titleFirst)
    {
        await using var host = new PapersHost();
        var page = SavedPageFormat.Read("Aug 8\n\na title!\n\nAn abstract.", "page", Day).Listings;
        var known =
            Listing("hf", "2508.00001")
                with
            {
                ArxivId = "2508.00001",
                Url = "https://huggingface.co/papers/2508.00001",
                Authors = TextList.Create(["Ann Lee"])
            };
        await host.KeepAsync(titleFirst ? page : [known]);
        Assert.That(await host.KeepAsync(titleFirst ? [known] : page), Is.Zero);
        var paper = (await host.AllAsync()).Single();
        Assert.That((paper.Key, paper.Url, paper.Abstract),
            Is.EqualTo(("arxiv:2508.00001", "https://huggingface.co/papers/2508.00001", "An abstract.")));
    }

    [Test]
    public async Task A_withdrawn_paper_stays_withdrawn_and_out_of_play()
    {
        await using var host = new PapersHost();
        var listing = Listing("arxiv", "2508.00001") with { ArxivId = "2508.00001" };
        await host.KeepAsync(listing);
        Assert.That(await host.Papers.InPlayAsync(default), Has.Count.EqualTo(1));
        await host.KeepAsync(listing with { Withdrawn = true, Edition = Day.AddDays(1) });
        await host.KeepAsync(listing with { Edition = Day.AddDays(2) });
        Assert.That(await host.Papers.InPlayAsync(default), Is.Empty);
        Assert.That((await host.AllAsync()).Single().WithdrawnAt, Is.Not.Null);
    }

    [Test]
    public async Task The_first_sight_of_a_paper_stays()
    {
        await using var host = new PapersHost();
        var first = host.Clock.GetUtcNow();
        await host.KeepAsync(Listing("one", "1"));
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.KeepAsync(Listing("one", "1") with { Votes = 9, Edition = Day.AddDays(2) });
        var paper = (await host.AllAsync()).Single();
        Assert.That((paper.FirstSeen, paper.ChangedAt, paper.Votes), Is.EqualTo((first, host.Clock.GetUtcNow(), 9)));
    }

    private static Listing Listing(string source, string id) =>
        new() { Source = source, SourceId = id, Edition = Day, Title = "A Title", Url = "https://example.org/" + id };
}
