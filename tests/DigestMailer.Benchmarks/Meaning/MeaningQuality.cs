using DigestMailer.Topics.Meaning;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>The measures of one way to compare papers: by words alone, or with a table.</summary>
internal sealed class MeaningQuality(IReadOnlyList<PoolPaper> pool, MeaningTable? table)
{
    private const string Prose = "models that split work between an encoder and a decoder";
    private const int Draws = 10;
    private readonly MeaningWorld whole = new(pool, table);
    private readonly MeaningWorld page = new(pool.Where(paper => paper.Set == "seed"), table);
    private readonly MeaningWorld arxiv = new(pool.Where(paper => paper.Set == "arxiv"), table);

    public static readonly IReadOnlyList<MeaningTest> Tests =
    [
        new("saved page in 1,947, words side by side: recall@65 / AP", "", one => one.Page(
            one.whole.Find("asymmetric encoder-decoder"))),
        new("saved page in 1,947, about:\"asymmetric encoder-decoder\": recall@65 / AP", ".63 / .74", one => one.Page(
            Quality.Ranked(one.whole.Index.Rank("asymmetric encoder-decoder")))),
        new("saved page in 1,947, prose: recall@65 / AP", "", one => one.Page(
            Quality.Ranked(one.whole.Index.Rank(Prose)))),
        new("saved page alone, prose: papers found", "20", one => [one.page.Find($"about:\"{Prose}\"").Count]),
        new("judged topics by their description: MAP", ".81", one => [one.Topics()]),
        new("prose to arXiv category: MAP", ".43", one => [one.Categories()]),
        new("like: among the saved page: MAP", ".53", one => [one.Like()]),
        new("likes, arXiv categories, nDCG@10 at 3 / 5 / 10 / 30", ".38 / .38 / .45",
            one => [one.Likes(3), one.Likes(5), one.Likes(10), one.Likes(30)]),
        new("two interests at once, 10 / 30 likes", " / .55", one => [one.TwoInterests(10), one.TwoInterests(30)]),
        new("known titles found first, about: / like:", "", one => [one.Known()]),
    ];

    /// <summary>Those that need no judgement but the categories of arXiv.</summary>
    public static IEnumerable<MeaningTest> OfArxiv => Tests
        .Where(test => test.Name.Contains("arXiv", StringComparison.Ordinal)
            || test.Name.Contains("interests", StringComparison.Ordinal));

    private IReadOnlyList<double> Page(IReadOnlyList<int> ranked)
    {
        var wanted = whole.Where(paper => paper.Set == "seed");
        return [Quality.Recall(ranked, wanted, 65), Quality.Precision(ranked, wanted)];
    }

    private double Topics() => Judged.Topics().Average(topic => Quality.Precision(
        Quality.Ranked(page.Index.Rank(topic.Description)), page.Where(paper => topic.Titles.Contains(paper.Title))));

    private double Categories() => CategoryProse.All.Average(one => Quality.Precision(
        Quality.Ranked(arxiv.Index.Rank(one.Prose)), arxiv.Where(paper => paper.Categories.Contains(one.Category))));

    /// <summary>Each paper of a judged topic as a query for the others of its topics.</summary>
    private double Like()
    {
        var topics = Judged.Topics().Select(topic => page.Where(paper => topic.Titles.Contains(paper.Title))).ToList();
        var places = topics.SelectMany(topic => topic).Distinct().Order()
            .Select(place => (place, wanted: topics.Where(topic => topic.Contains(place)).SelectMany(topic => topic)
                .Where(other => other != place).ToHashSet()))
            .Where(one => one.wanted.Count > 0).ToList();
        return places.Average(one =>
        {
            page.Index.Likeness.Know(page.Papers[one.place].Key, page.Papers[one.place]);
            return Quality.Precision(Quality.Ranked(page.Index.Likeness.FitOf(page.Papers[one.place].Key),
                place => place != one.place), one.wanted);
        });
    }

    private double Likes(int count) => CategoryProse.All
        .Select(one => arxiv.Where(paper => paper.Categories.Contains(one.Category)))
        .Where(members => members.Count >= count + 10).Average(members => Gain(members, draw => Drawn(members, count,
            draw)));

    private double TwoInterests(int count)
    {
        var interests = CategoryProse.All.Select(one => arxiv.Where(paper => paper.Categories.Contains(one.Category)))
            .Where(members => members.Count >= (count / 2) + 10).ToList();
        return interests.Zip(interests.Skip(1).Append(interests[0])).Average(pair =>
            Gain([.. pair.First, .. pair.Second], draw => [.. Drawn(pair.First, count / 2, draw),
                .. Drawn(pair.Second, count / 2, draw)]));
    }

    private static int[] Drawn(HashSet<int> members, int count, int seed)
    {
        int[] all = [.. members.Order()];
        new Random(seed).Shuffle(all);
        return all[..count];
    }

    private double Gain(HashSet<int> members, Func<int, int[]> liked) => Enumerable.Range(1, Draws).Average(draw =>
    {
        var likes = liked(draw);
        return Quality.Gain(arxiv.Taste(likes), members.Except(likes).ToHashSet());
    });

    /// <summary>How often the title of a paper finds this paper first.</summary>
    private double Known() => Enumerable.Range(0, whole.Papers.Count).Where(place => place % 10 == 0)
        .Average(place => Quality.Ranked(whole.Index.Rank(whole.Papers[place].Title))[0] == place ? 1.0 : 0);
}

/// <summary>A measure of the ways to compare papers.</summary>
/// <param name="Aim">What is wanted of it; empty where nothing is.</param>
internal sealed record MeaningTest(string Name, string Aim, Func<MeaningQuality, IReadOnlyList<double>> Measure);
