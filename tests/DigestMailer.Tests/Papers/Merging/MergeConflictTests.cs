using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Papers.Merging;

internal sealed class MergeConflictTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly DateOnly Day = new(2025, 8, 8);

    [Test]
    public async Task One_title_of_different_authors_without_any_id_is_two_papers()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Json("Ann Lee", "one"));
        Assert.That(await host.KeepAsync(Json("Bo Ek", "two")), Is.EqualTo(1));
        Assert.That(await host.KeepAsync(Json("Bo Ek", "three")), Is.Zero);
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Two_papers_that_one_batch_makes_and_joins_are_one()
    {
        await using var host = new PapersHost();
        var one = Listing("1") with { Doi = "10.1/a", Authors = TextList.Create(["Ann Lee"]) };
        var two =
            Listing("2508.00001")
                with
            { ArxivId = "2508.00001", Title = "Another", Authors = TextList.Create(["Ann Lee"]) };
        await host.KeepAsync(one, two, two with { Doi = "10.1/a", SourceId = "3" });
        Assert.That((await host.AllAsync()).Select(paper => paper.Key), Is.EqualTo(new[] { "arxiv:2508.00001" }));
        Assert.That(await host.CountAsync("SELECT count(*) FROM listings"), Is.EqualTo(3));
    }

    private static IReadOnlyList<Listing> Json(string author, string source) =>
        JsonFormat.Read($$"""[{"title":"A title","authors":["{{author}}"]}]""", source, Day).Listings;

    private static Listing Listing(string id) =>
        new() { Source = "source", SourceId = id, Edition = Day, Title = "A Title", Url = "https://example.org/" + id };
}
