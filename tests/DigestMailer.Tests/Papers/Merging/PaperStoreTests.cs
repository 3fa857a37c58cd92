using DigestMailer.Papers;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Tests.Papers.Merging;

/// <summary>How the papers that were kept are found again.</summary>
internal sealed class PaperStoreTests
{
    private static readonly DateOnly Day = new(2025, 8, 8);

    [Test]
    public async Task Papers_in_play_were_first_seen_at_or_after_a_moment_and_name_their_sources_in_order()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "Old"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        var since = host.Clock.GetUtcNow();
        await host.KeepAsync(Listing("two", "New"));
        await host.KeepAsync(Listing("one", "New"));
        var paper = (await host.Papers.InPlayAsync(since)).Single();
        Assert.That((paper.Title, string.Join(", ", paper.Sources)), Is.EqualTo(("New", "one, two")));
        Assert.That(await host.Papers.InPlayAsync(since.AddMilliseconds(1)), Is.Empty);
    }

    [TestCase(10, "A B C D E")]
    [TestCase(5, "A B C D E")]
    [TestCase(3, "A B D")]
    [TestCase(1, "A")]
    [TestCase(0, "")]
    public async Task A_sample_is_spread_over_the_papers_of_a_time_the_oldest_first(int most, string titles)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "Before"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        var from = host.Clock.GetUtcNow();
        await host.KeepAsync(Listing("one", "B"), Listing("one", "A"),
            Listing("one", "Gone") with { Withdrawn = true });
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.KeepAsync(Listing("one", "C"), Listing("one", "D"), Listing("one", "E"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.KeepAsync(Listing("one", "After"));
        var (texts, all) = await host.Papers.SampleAsync(from, host.Clock.GetUtcNow(), most);
        Assert.That((string.Join(' ', texts.Select(text => text.Title)), all), Is.EqualTo((titles, 5)));
        Assert.That(texts.Select(text => text.Abstract), Is.All.EqualTo("An abstract."));
    }

    [TestCase("2508.00001", "A")]
    [TestCase("https://arxiv.org/abs/2508.00001v3", "A")]
    [TestCase("10.1000/B", "B")]
    [TestCase("https://doi.org/10.1000/b", "B")]
    [TestCase("source:one:C", "C")]
    [TestCase("title:c", "C")]
    [TestCase("2508.99999", null)]
    public async Task A_paper_is_found_by_an_id_as_people_write_it(string name, string? title)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "A") with { ArxivId = "2508.00001" },
            Listing("one", "B") with { Doi = "10.1000/b" }, Listing("one", "C"));
        Assert.That((await host.Papers.FindNamedAsync(name))?.Title, Is.EqualTo(title));
    }

    [Test]
    public async Task Papers_are_found_by_their_keys_and_by_those_that_became_theirs()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "A"), Listing("one", "B") with { Withdrawn = true });
        await host.KeepAsync(Listing("one", "A") with { ArxivId = "2508.00001", Edition = Day.AddDays(1) });
        var found = await host.Papers.FindByKeyAsync(["source:one:A", "arxiv:2508.00001", "title:b", "title:c"]);
        Assert.That(found.Select(pair => $"{pair.Key} {pair.Value.Title}"),
            Is.EquivalentTo(new[] { "source:one:A A", "arxiv:2508.00001 A", "title:b B" }));
    }

    [Test]
    public async Task Papers_are_read_once_until_papers_change()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "A"), Listing("one", "B"));
        var generation = await host.Papers.GenerationAsync();
        var first = await host.Papers.FindAsync([1]);
        var (a, b) = (first[1], (await host.Papers.FindAsync([1, 2]))[2]);
        var again = await host.Papers.FindAsync([1, 2, 3]);
        Assert.That(again[1], Is.SameAs(a));
        Assert.That(again[2], Is.SameAs(b));
        Assert.That(again.Keys, Is.EquivalentTo(new long[] { 1, 2 }));
        await host.KeepAsync(Listing("one", "A") with { Votes = 5, Edition = Day.AddDays(1) });
        Assert.That((await host.Papers.FindAsync([1]))[1].Votes, Is.EqualTo(5));
        Assert.That(await host.Papers.GenerationAsync(), Is.GreaterThan(generation));
    }

    [Test]
    public async Task An_answer_is_written_down_with_its_state_and_counts()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("one", "A"), Listing("one", "B"));
        await host.KeepAsync(Listing("one", "A"));
        await host.Papers.NoteAsync(
            SourceAnswer.Failed(Day, "unavailable", host.Clock.GetUtcNow()) with { Past = true }, "two");
        Assert.That(await host.ReadAsync(
            "SELECT source || ' ' || edition || ' ' || state || ' ' || listed || ' ' || new || ' ' "
                + "|| COALESCE(error, 'well') || ' ' || past || ' ' || COALESCE(ask_after, 0) FROM gatherings "
                + "ORDER BY id"), Is.EqualTo(new[]
        {
            "one 2025-08-08 Fresh 2 2 well 0 0", "one 2025-08-08 Fresh 1 0 well 0 0",
            $"two 2025-08-08 Failed 0 0 unavailable 1 {host.Clock.GetUtcNow().ToUnixTimeMilliseconds()}",
        }));
    }

    [Test]
    public async Task The_last_validators_of_an_address_are_kept()
    {
        await using var host = new PapersHost();
        foreach (var tag in new[] { "\"1\"", "\"2\"" })
        {
            await host.Papers.NoteAsync(
                SourceAnswer.Of(Day, [], new Validators("https://example.org/", tag, "yesterday")), "one");
        }

        Assert.That(await host.ReadAsync("SELECT url || ' ' || etag || ' ' || last_modified FROM fetches"),
            Is.EqualTo(new[] { "https://example.org/ \"2\" yesterday" }));
    }

    private static Listing Listing(string source, string title) => new()
    {
        Source = source,
        SourceId = title,
        Edition = Day,
        Title = title,
        Abstract = "An abstract.",
        Url = "https://example.org/" + title,
    };
}
