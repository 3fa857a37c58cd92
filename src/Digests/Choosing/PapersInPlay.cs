using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// The papers that may be chosen, with what is known of them whoever reads: their index and trends. Safe for several
/// threads.
/// </summary>
internal sealed class PapersInPlay
{
    private const int SizeOfQuery = 700;
    private const int SizeOfLetter = 12;

    private readonly Recall<string, TopicQuery?> queries;

    private PapersInPlay(IReadOnlyList<Paper> papers, DateTimeOffset asOf, long most, MeaningFrame? frame)
    {
        Papers = papers.ToDictionary(paper => paper.Id);
        Places = papers.Select((paper, place) => (paper.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        Index = TopicIndex.Build(papers, most, frame);
        queries = new(text => TopicQuery.Parse(text).Query, most / 3,
            (text, _) => SizeOfQuery + (SizeOfLetter * text.Length));
        Trends = Trend.InDay(papers, asOf);
        WideTrends = Trend.InAll(papers, asOf);
    }

    public IReadOnlyDictionary<long, Paper> Papers { get; }

    /// <summary>Places of the papers in <see cref="Topics.Likeness"/>, by id.</summary>
    public IReadOnlyDictionary<long, int> Places { get; }

    public TopicIndex Index { get; }

    /// <summary>Compared with the papers of the same day, by id.</summary>
    public IReadOnlyDictionary<long, double> Trends { get; }

    /// <summary>Compared with the papers of all days, by id.</summary>
    public IReadOnlyDictionary<long, double> WideTrends { get; }

    /// <param name="asOf">When their votes were counted; left out for papers of the past, whose listings are all of
    /// age.</param>
    /// <param name="most">Bytes that the index keeps of what queries found; a third as much is kept of how they were
    /// read.</param>
    /// <param name="frame">By what papers are compared by meaning; words alone if left out.</param>
    public static PapersInPlay Of(IReadOnlyList<Paper> papers, DateTimeOffset? asOf = null,
        long most = TopicIndex.MostBytes, MeaningFrame? frame = null) =>
        new(papers, asOf ?? DateTimeOffset.MaxValue, most, frame);

    /// <summary>
    /// Looks up the papers of these names, so that others can be compared with them. Names of no paper are not kept,
    /// unless they are titles: anybody may ask for many.
    /// </summary>
    public async Task LookUpAsync(IEnumerable<string> names, PaperStore papers, CancellationToken cancel = default)
    {
        foreach (var name in names.Where(name => !Index.Likeness.Knows(name)).ToList())
        {
            if (await papers.FindNamedAsync(name, cancel) is var paper
                && (paper is not null || name.StartsWith("title:", StringComparison.Ordinal)))
            {
                Index.Likeness.Know(name, paper);
            }
        }
    }

    /// <summary>A reader's query, read once; null where this version cannot read it.</summary>
    public TopicQuery? Query(string text) => queries.Get(text);
}
