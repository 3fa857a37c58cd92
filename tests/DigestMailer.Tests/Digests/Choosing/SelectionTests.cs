using CsCheck;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Digests.Choosing;

/// <summary>Which papers get the places of a digest: the best, each topic's, and not twice the same.</summary>
internal sealed class SelectionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);

    [Test]
    public void Each_topic_with_a_match_gets_a_place_before_any_gets_a_third()
    {
        var papers =
            Enumerable.Range(1, 8).Select(i => Paper(i, $"Robots {Letters(i)}", votes: 100 - i))
                .Append(Paper(9, "On whales", votes: 1)).Append(Paper(10, "On glass", votes: 0)).ToList();
        Assert.That(Chosen(papers, ["robots", "whales", "glass", "nothing at all"], max: 5),
            Is.EqualTo(new[] { 1, 2, 9, 10, 3 }));
    }

    [Test]
    public void The_best_come_first_where_one_topic_is_followed() =>
        Assert.That(
            Chosen([Paper(1, "Robots alpha", 3), Paper(2, "Robots beta", 90), Paper(3, "Robots gamma", 20)], ["robots"],
                max: 2), Is.EqualTo(new[] { 2, 3 }));

    [Test]
    public void No_topic_gets_a_third_place_while_another_with_a_match_has_none() =>
        Gen.Select(Gen.Int[1, 15].Array[1, 40], Gen.Int[1, 12]).Holds(given =>
        {
            var (topicsOf, max) = given;
            var topics = new[] { "robots", "whales", "glass", "tides" };
            var papers =
                topicsOf.Select(
                    (mask, i) =>
                        Paper(i + 1,
                            string.Join(' ', topics.Where((_, topic) => (mask & (1 << topic)) != 0)) + " " + Letters(i),
                            votes: i * 7 % 50)).ToList();
            var chosen = Chosen(papers, topics, max);
            var places = new int[topics.Length];
            var waiting =
                Enumerable.Range(0, topics.Length).Where(topic => topicsOf.Any(mask => (mask & (1 << topic)) != 0))
                    .ToHashSet();
            foreach (var mask in chosen.Select(id => topicsOf[id - 1]))
            {
                var ofPaper = Enumerable.Range(0, topics.Length).Where(topic => (mask & (1 << topic)) != 0).ToList();
                if (waiting.Count > 0 && !ofPaper.Exists(waiting.Contains)
                    && ofPaper.Exists(topic => places[topic] >= 2))
                {
                    return false;
                }

                ofPaper.ForEach(topic => places[topic]++);
                waiting.ExceptWith(ofPaper);
            }

            return chosen.Count == Math.Min(max, papers.Count) && chosen.Distinct().Count() == chosen.Count;
        }, times: 300);

    [TestCase(true, new[] { 1, 3, 4 })]
    [TestCase(false, new[] { 1, 2, 3 })]
    public void A_near_duplicate_gives_way_to_another_paper(bool variety, int[] expected)
    {
        const string Text =
            "We train sparse decoders that listen to whales under arctic ice and count them by their songs";
        List<Paper> papers =
            [Paper(1, "Counting whales by song", 50, Text), Paper(2, "Counting whales by their songs", 49, Text),
                Paper(3, "Glass that bends", 30, "A furnace of the old kind makes thin panes"),
                Paper(4, "Tides and mud", 28, "Sediment cores from six estuaries"), .. Crowd(20)];
        Assert.That(Chosen(papers, [], 3, variety), Is.EqualTo(expected));
    }

    [Test]
    public void A_run_of_one_narrow_subject_makes_room()
    {
        var papers =
            Enumerable.Range(1, 6)
                .Select(
                    i => Paper(i, $"Whale song {Letters(i)}", 60 - i,
                        $"Hydrophones under arctic ice record whale song of kind {Letters(i)}"))
            .Append(Paper(7, "Glass that bends", 40, "A furnace of the old kind makes thin panes"))
            .Append(Paper(8, "Tides and mud", 38, "Sediment cores from six estuaries")).Concat(Crowd(30)).ToList();
        Assert.That(Chosen(papers, [], 4), Is.SupersetOf(new[] { 1, 7, 8 }));
        Assert.That(Chosen(papers, [], 4, variety: false), Is.EqualTo(new[] { 1, 2, 3, 4 }));
    }

    private static List<long> Chosen(IReadOnlyList<Paper> papers, string[] queries, int max, bool variety = true)
    {
        var choice = new DigestChoice(new TopicCatalogue([]), Options.Create(new DigestOptions { Variety = variety }));
        return [
            .. choice.Choose(PapersInPlay.Of(papers), TopicSet.Create([], queries), new HashSet<long>(),
                Now.AddDays(-1), Now, max).Papers.Select(chosen => chosen.Paper.Id)];
    }

    /// <summary>Papers of other subjects, so that words are rare.</summary>
    private static IEnumerable<Paper> Crowd(int count) =>
        Enumerable.Range(100, count)
            .Select(i => Paper(i, $"Matter {Letters(i)}", 0, $"{Letters(i)} {Letters(7 * i)} {Letters(31 * i)}"));

    private static string Letters(int i) => string.Concat($"{i}".Select(digit => "abcdefghij"[digit - '0'])) + "zq";

    private static Paper Paper(long id, string title, int votes, string summary = "") =>
        new()
        {
            Id = id,
            Key = $"title:{id}",
            Title = title,
            Abstract = summary,
            Votes = votes,
            FirstSeen = Now,
            Url = "https://example.org/"
        };
}
