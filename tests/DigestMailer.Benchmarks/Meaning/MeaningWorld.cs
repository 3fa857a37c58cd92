using DigestMailer.Papers;
using DigestMailer.Papers.Text;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>Papers of the pool with an index over them, as the program makes it.</summary>
internal sealed class MeaningWorld
{
    public MeaningWorld(IEnumerable<PoolPaper> papers, MeaningTable? table)
    {
        Pool = [.. papers];
        Papers = [.. Pool.Select((paper, i) => new Paper
        {
            Id = i + 1,
            Key = $"test:{paper.Id}",
            Title = PaperText.Title(paper.Title),
            Abstract = PaperText.Abstract(paper.Abstract),
            Url = "https://example.org/",
            FirstSeen = DateTimeOffset.UnixEpoch,
        })];
        Index = TopicIndex.Build(Papers, frame: new MeaningFrame(table, null));
    }

    public IReadOnlyList<PoolPaper> Pool { get; }

    public IReadOnlyList<Paper> Papers { get; }

    public TopicIndex Index { get; }

    /// <summary>Places of the papers that fit.</summary>
    public HashSet<int> Where(Func<PoolPaper, bool> fits) =>
        [.. Enumerable.Range(0, Pool.Count).Where(place => fits(Pool[place]))];

    /// <summary>Places that a query finds, best first.</summary>
    public IReadOnlyList<int> Find(string query) =>
        [.. Index.Find(TopicQuery.Parse(query).Query!).Select(match => (int)match.PaperId - 1)];

    /// <summary>Places in the order in which they fit what a reader likes, the liked ones left out.</summary>
    public IReadOnlyList<int> Taste(IReadOnlyCollection<int> liked)
    {
        foreach (var place in liked)
        {
            Index.Likeness.Know(Papers[place].Key, Papers[place]);
        }

        var taste = Index.Likeness.Taste(liked.Select(place => Papers[place].Key), [])!;
        return Quality.Ranked([.. Enumerable.Range(0, Papers.Count).Select(taste.ScoreOf)],
            place => !liked.Contains(place));
    }
}
