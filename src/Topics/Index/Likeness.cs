using System.Collections.Concurrent;
using DigestMailer.Papers;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>
/// How near the papers in play are to each other and to papers that readers name, in play or not: by their telling
/// words and by their meaning together. Safe for several threads.
/// </summary>
internal sealed class Likeness
{
    // About six megabytes.
    private const int MostPairs = 100_000;

    // Of a month's papers, one pair in ten thousand is as near as the upper end.
    private const float Apart = 0.55f, SameThing = 0.85f;

    private const float MeaningCounts = 1.5f;

    // The forty papers nearest to all likes count as three more likes; of few papers in play, one in twenty. Tuned
    // on papers of other days than those that judge it.
    private const int MostNearest = 40, OneNearestIn = 20;
    private const float NearestCount = 3;

    private const double YearsToHalf = 1;
    private const double DaysOfYear = 365.25;

    private readonly IReadOnlyList<Paper> papers;
    private readonly MeaningSpace? meaning;
    private readonly float share;
    private readonly DateTimeOffset newest;
    private readonly Recall<(int, int), float> pairs;
    private readonly Lazy<TermVectors> vectors;
    private readonly LikeRows rows;
    private readonly Lazy<Dictionary<string, int>> places;
    private readonly ConcurrentDictionary<string, LikedPaper?> named = new(StringComparer.Ordinal);

    /// <param name="meaning">The meanings of the papers; null for words alone.</param>
    /// <param name="share">What part of a month's papers these are, by which ranks are floors.</param>
    public Likeness(IReadOnlyList<Paper> papers, MeaningSpace? meaning, float share)
    {
        (this.papers, this.meaning, this.share) = (papers, meaning, share);
        newest = papers.Select(paper => paper.FirstSeen).DefaultIfEmpty().Max();
        vectors = new(() => new TermVectors(papers));
        rows = new LikeRows(vectors, meaning);
        places =
            new(() =>
                papers.Select((paper, place) => (paper.Key, place))
                    .ToDictionary(pair => pair.Key, pair => pair.place, StringComparer.Ordinal));
        pairs = new(pair => Nearness(pair.Item1, pair.Item2), MostPairs, (_, _) => 1);
    }

    /// <summary>
    /// How near two papers are, by their places, 0 to 1; the best of a day are compared in every choice, and each two
    /// of them once.
    /// </summary>
    public float Between(int one, int other) => pairs.Get((Math.Min(one, other), Math.Max(one, other)));

    private float Nearness(int one, int other)
    {
        var byWords = vectors.Value[one].Nearness(vectors.Value[other]);
        return meaning is null || meaning.IsOfPapers ? byWords
            : Math.Max(byWords, Math.Clamp((ByMeaning(one, other) - Apart) / (SameThing - Apart), 0, 1));
    }

    private float ByMeaning(int one, int other) => meaning!.Telling.Cosine(one, meaning.Telling[other]);

    /// <summary>
    /// Makes a paper known under a name that readers gave it. Of a title that no paper has, the words are known.
    /// </summary>
    public void Know(string name, Paper? paper) => named[name] = paper is null
        ? TitleOf(name) is { } title ? Make(name, title, "", newest) : null
        : places.Value.TryGetValue(paper.Key, out var place) && meaning is null
            ? new LikedPaper(paper.Key, paper.Title, vectors.Value[place], null, WeightOf(paper.FirstSeen))
            : Make(paper.Key, paper.Title, paper.Abstract, paper.FirstSeen);

    private LikedPaper Make(string key, string title, string summary, DateTimeOffset seen) =>
        new(key, title, vectors.Value.Of(title, summary), meaning?.Of(title, summary), WeightOf(seen));

    /// <summary>Likes fade as their papers grow old; slowly, for an interest outlives its papers.</summary>
    private float WeightOf(DateTimeOffset seen) =>
        (float)Math.Pow(0.5, Math.Max(0, (newest - seen).TotalDays) / DaysOfYear / YearsToHalf);

    private static string? TitleOf(string name) =>
        name.StartsWith("title:", StringComparison.Ordinal) ? name["title:".Length..] : null;

    /// <summary>How many names are known.</summary>
    public int Names => named.Count;

    /// <summary>Forgets all names, where anybody may bring new ones; a search under way may miss its own.</summary>
    public void Forget() => named.Clear();

    /// <summary>The papers in play that are nearest to one, in play or not, the nearest first; keeps nothing.</summary>
    /// <param name="atLeast">As <see cref="TermVector.Nearness"/> measures it.</param>
    public IReadOnlyList<Paper> NearestTo(Paper paper, float atLeast, int most)
    {
        var vector =
            places.Value.TryGetValue(paper.Key, out var known) ? vectors.Value[known]
                : vectors.Value.Of(paper.Title, paper.Abstract);
        return [.. papers.Select((other, place) => (Paper: other, Near: vectors.Value[place].Nearness(vector)))
            .Where(other => other.Near >= atLeast && other.Paper.Key != paper.Key)
            .OrderByDescending(other => other.Near).ThenBy(other => other.Paper.Id)
            .Take(most).Select(other => other.Paper)];
    }

    /// <summary>Whether <see cref="Know"/> was called for the name.</summary>
    public bool Knows(string name) => named.ContainsKey(name);

    /// <summary>Whether anything is known of the paper that has this name.</summary>
    public bool CanCompare(string name) => named.GetValueOrDefault(name) is not null;

    /// <summary>
    /// How well each paper fits "like this one", by place; 0 for itself, below a floor, and for papers with which
    /// nothing is in common.
    /// </summary>
    public float[] FitOf(string name, float floor = 0)
    {
        var fit = new float[papers.Count];
        if (named.GetValueOrDefault(name) is { } liked)
        {
            var scores = Scores(liked);
            var floors = Floors.Of(scores, share);
            for (var place = 0; place < fit.Length; place++)
            {
                var isOther = liked.Key != papers[place].Key
                    && (meaning is not null || vectors.Value[place].Cosine(liked.Words) > 0);
                fit[place] = isOther && floors.Fit(scores[place]) is var reached && reached >= floor ? reached : 0;
            }
        }

        return fit;
    }

    /// <summary>
    /// What several papers say together; null where nothing is known of any of them.
    /// </summary>
    public LikedPapers? Taste(IEnumerable<string> more, IEnumerable<string> less)
    {
        var (wanted, unwanted) = (Known(more), Known(less));
        if (wanted.Count + unwanted.Count == 0)
        {
            return null;
        }

        var scores = Scores(wanted, unwanted);
        return new LikedPapers(scores, Floors.Of(scores, share), place => NearestOf(wanted, place));
    }

    private List<LikedPaper> Known(IEnumerable<string> names) =>
        [.. names.Select(name => named.GetValueOrDefault(name)).OfType<LikedPaper>()];

    /// <summary>Both kinds of vectors, each by its spread.</summary>
    private float[] Scores(LikedPaper liked)
    {
        var cosines = liked.Meaning is { } meant ? meaning!.Telling.Cosines(meant) : null;
        return BothKinds.Weighed(vectors.Value.Towards(liked.Words), cosines, MeaningCounts);
    }

    /// <summary>The sum of what is wanted less half of what is not, in deviations from the mean.</summary>
    private float[] Scores(List<LikedPaper> wanted, List<LikedPaper> unwanted)
    {
        var scores = new float[papers.Count];
        foreach (var (liked, weight) in wanted.Select(liked => (liked, liked.Weight))
            .Concat(unwanted.Select(liked => (liked, -liked.Weight / 2))))
        {
            var row = rows.Of(liked);
            for (var place = 0; place < row.Length; place++)
            {
                scores[place] += weight / LikeRows.Step * row[place];
            }
        }

        AddNearest(scores, wanted);
        var spread = Spread.Of(scores);
        return Array.ConvertAll(scores, spread.Of);
    }

    /// <summary>
    /// The papers nearest to what is wanted count as a few more likes, for few likes say too little of where an
    /// interest ends (pseudo relevance feedback).
    /// </summary>
    private void AddNearest(float[] scores, List<LikedPaper> wanted)
    {
        var most = Math.Min(MostNearest, scores.Length / OneNearestIn);
        if (most > 0 && wanted.Count > 0 && rows.Together(NearestOf(scores, wanted, most)) is { } row)
        {
            for (var place = 0; place < row.Length; place++)
            {
                scores[place] += NearestCount * row[place];
            }
        }
    }

    /// <summary>The places of the best scores, the liked papers' own left out; of equals the first.</summary>
    private List<int> NearestOf(float[] scores, List<LikedPaper> wanted, int most)
    {
        var own = wanted.Select(liked => places.Value.GetValueOrDefault(liked.Key, -1)).ToHashSet();
        var best = new PriorityQueue<int, float>(most);
        for (var place = 0; place < scores.Length; place++)
        {
            if (best.Count == most && (!best.TryPeek(out _, out var least) || scores[place] <= least)
                || own.Contains(place))
            {
                continue;
            }

            if (best.Count == most)
            {
                best.EnqueueDequeue(place, scores[place]);
            }
            else
            {
                best.Enqueue(place, scores[place]);
            }
        }

        return [.. best.UnorderedItems.Select(item => item.Element)];
    }

    private string? NearestOf(List<LikedPaper> wanted, int place) => wanted
        .Select(liked => (liked.Title, Near: vectors.Value[place].Cosine(liked.Words)
            + (liked.Meaning is { } meant ? meaning!.Telling.Cosine(place, meant) : 0)))
        .OrderByDescending(liked => liked.Near).ThenBy(liked => liked.Title, StringComparer.Ordinal)
        .Select(liked => liked.Title).FirstOrDefault();
}
