using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Merging;

/// <summary>A source's own id does not prove that two listings are one paper.</summary>
internal sealed class OwnIdTests
{
    private static readonly DateOnly Day = new(2025, 8, 8);

    [TestCase("Graphs that learn their edges", "Speech without words", 2)]
    [TestCase("Weekly letter 1", "Weekly letter 2", 2)]
    [TestCase("大语言模型的推理能力研究", "语音识别的新方法", 2)]
    [TestCase("Graphs that learn their edges", "Graphs which learn their own edges", 1)]
    [TestCase("Graphs that learn their edges", "Graphs that learn their edges: extended", 1)]
    [TestCase("Graphs that learn their edges", "GRAPHS THAT LEARN THEIR EDGES", 1)]
    [TestCase("Learning to walk, Part I", "Learning to walk, Part II", 2)]
    public async Task One_id_is_one_paper_where_the_titles_are_similar(string one, string two, int papers)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("k") with { Title = one }, Listing("k") with { Title = two });
        await host.KeepAsync(Listing("k") with { Title = two, Edition = Day.AddDays(1) });
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(papers));
        Assert.That(await host.CountAsync("SELECT count(DISTINCT paper_id) FROM listings"), Is.EqualTo(papers),
            "each is in the archive");
    }

    [Test]
    public async Task One_guid_for_all_entries_by_one_author_loses_none()
    {
        await using var host = new PapersHost();
        var titles = new[] { "First of all", "Second on speech", "Third about graphs" };
        foreach (var (title, i) in titles.Select((title, i) => (title, i)))
        {
            await host.KeepAsync(Listing("guid") with
            {
                Title = title,
                Authors = ["Ann Lee"],
                Url = $"https://example.org/{i}",
                Edition = Day.AddDays(i),
            });
        }

        Assert.That((await host.AllAsync()).Select(paper => paper.Title), Is.EqualTo(titles));
    }

    [Test]
    public async Task Several_papers_under_one_id_in_one_answer_have_a_listing_each()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("k") with { Title = "Graphs that learn their edges" },
            Listing("k") with { Title = "Speech without words" }, Listing("k") with { Title = "Tides of memory" });
        Assert.That(await host.CountAsync("SELECT count(*) FROM listings"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_paper_with_a_new_title_is_known_by_its_id_and_authors()
    {
        await using var host = new PapersHost();
        var first = Listing("note") with { Title = "A draft", Authors = ["Ann Lee", "Bo Ek"] };
        await host.KeepAsync(first);
        Assert.That(await host.KeepAsync(first with { Title = "Tidal pools that remember", Edition = Day.AddDays(1) }),
            Is.Zero);
    }

    [Test]
    public async Task Positions_in_a_list_are_not_an_identity()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1") with { Title = "Tides", Authors = ["Ann Lee"] },
            Listing("2") with { Title = "Clouds", Authors = ["Bo Ek"] });
        Assert.That(
            await host.KeepAsync(Listing("1") with { Title = "Rivers", Authors = ["Cy Orr"], Edition = Day.AddDays(1) },
            Listing("2") with { Title = "Tides", Authors = ["Ann Lee"], Edition = Day.AddDays(1) }), Is.EqualTo(1));
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Two_DOIs_under_one_id_are_two_papers()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("k") with { Doi = "10.1000/one" });
        Assert.That(await host.KeepAsync(Listing("k") with { Doi = "10.1000/two" }), Is.EqualTo(1));
    }

    [Test]
    public async Task Titles_without_letters_are_not_one_paper()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(JsonFormat.Read("""[{"title":"?????? ????"},{"title":"???? ???????"},{"title":"∇²"}]""",
            "json", Day).Listings);
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(3));
    }

    [TestCase("Распознавание речи", "title:распознавание речи")]
    [TestCase("语音识别", "title:语音识别")]
    [TestCase("∇²!", "title:2")]
    [TestCase("???", "title:???")]
    public void No_title_folds_to_an_empty_key(string title, string key) =>
        Assert.That(PaperKey.OfTitle(title), Is.EqualTo(key));

    private static Listing Listing(string id) => new()
    {
        Source = "refs",
        SourceId = id,
        Edition = Day,
        Title = "A title of its own",
        Url = "https://example.org/",
    };
}
