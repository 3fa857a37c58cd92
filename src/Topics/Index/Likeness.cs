using System.Collections.Concurrent;
using DigestMailer.Papers;

namespace DigestMailer.Topics.Index;

/// <summary>
/// How near the papers in play are to each other and to papers that readers name by id, in play or not. Safe for
/// several threads.
/// </summary>
internal sealed class Likeness
{
    // About six megabytes.
    private const int MostPairs = 100_000;

    private readonly IReadOnlyList<Paper> papers;
    private readonly Recall<(int, int), float> pairs;
    private readonly Lazy<TermVectors> vectors;
    private readonly Lazy<Dictionary<string, int>> places;
    private readonly ConcurrentDictionary<string, Named?> named = new(StringComparer.Ordinal);

    public Likeness(IReadOnlyList<Paper> papers)
    {
        this.papers = papers;
        vectors = new(() => new TermVectors(papers));
        places =
            new(() =>
                papers.Select((paper, place) => (paper.Key, place))
                    .ToDictionary(pair => pair.Key, pair => pair.place, StringComparer.Ordinal));
        pairs = new(pair => Of(pair.Item1).Nearness(Of(pair.Item2)), MostPairs, (_, _) => 1);
    }

    public TermVector Of(int place) => vectors.Value[place];

    /// <summary>
    /// How near two papers are, by their places; the best of a day are compared in every choice, and each two of them
    /// once.
    /// </summary>
    public float Between(int one, int other) => pairs.Get((Math.Min(one, other), Math.Max(one, other)));

    /// <summary>Makes a paper known under a name that readers gave it; null where there is no such paper.</summary>
    public void Know(string name, Paper? paper) =>
        named[name] =
            paper is null ? null : places.Value.TryGetValue(paper.Key, out var place) ? new Named(paper.Key, Of(place))
                : new Named(paper.Key, vectors.Value.Of(paper.Title, paper.Abstract));

    /// <summary>How many names are known.</summary>
    public int Names => named.Count;

    /// <summary>Forgets all names, where anybody may bring new ones; a search under way may miss its own.</summary>
    public void Forget() => named.Clear();

    /// <summary>Whether <see cref="Know"/> was called for the name.</summary>
    public bool Knows(string name) => named.ContainsKey(name);

    /// <summary>The vector of a paper that readers named, or null where nothing is known of it.</summary>
    public TermVector? Of(string name) => named.GetValueOrDefault(name)?.Vector;

    /// <summary>Whether the name means the paper at this place.</summary>
    public bool IsSame(string name, int place) => named.GetValueOrDefault(name)?.Key == papers[place].Key;

    private sealed record Named(string Key, TermVector Vector);
}
