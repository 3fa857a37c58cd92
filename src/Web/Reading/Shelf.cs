using DigestMailer.Digests.Choosing;
using DigestMailer.Topics;

namespace DigestMailer.Web.Reading;

/// <summary>
/// The papers of one or more days by id, best first, with the topics that each belongs to: all that a list needs to
/// know before it reads the papers that it shows.
/// </summary>
internal sealed class Shelf
{
    private readonly IReadOnlyList<ShelvedPaper> papers;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<long, double>> topics;

    /// <param name="topics">By slug, the papers of each by id and how relevant they are to it.</param>
    public Shelf(IEnumerable<ShelvedPaper> papers,
        IReadOnlyDictionary<string, IReadOnlyDictionary<long, double>> topics)
    {
        this.topics = topics;
        this.papers = [.. papers.OrderByDescending(paper => paper.Trend).ThenByDescending(paper => paper.Votes)
            .ThenByDescending(paper => paper.FirstSeen).ThenBy(paper => paper.Id)];
        Bytes = (56L * this.papers.Count) + (40L * topics.Values.Sum(found => found.Count)) + 4000;
    }

    public int Count => papers.Count;

    /// <summary>Best first.</summary>
    public IReadOnlyList<ShelvedPaper> Papers => papers;

    /// <summary>By slug, the papers of each by id and how relevant they are to it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<long, double>> Topics => topics;

    /// <summary>About how much room it takes.</summary>
    public long Bytes { get; }

    public static Shelf Of(PapersInPlay play, IEnumerable<Topic> catalogue) => new(
        play.Papers.Values.Select(paper => new ShelvedPaper(paper.Id, play.Trends[paper.Id], paper.Votes,
            paper.Stars, paper.Sources.Count, paper.FirstSeen)),
        catalogue.ToDictionary(topic => topic.Slug,
            topic => (IReadOnlyDictionary<long, double>)play.Index.Find(topic.Query)
                .ToDictionary(match => match.PaperId, match => match.Relevance)));

    /// <summary>All papers of several days, each once.</summary>
    public static Shelf Of(IReadOnlyCollection<Shelf> days, IEnumerable<Topic> catalogue) => new(
        days.SelectMany(day => day.papers).DistinctBy(paper => paper.Id),
        catalogue.ToDictionary(topic => topic.Slug, topic => (IReadOnlyDictionary<long, double>)days
            .SelectMany(day => day.topics[topic.Slug]).DistinctBy(match => match.Key)
            .ToDictionary(match => match.Key, match => match.Value)));

    /// <summary>The papers of a topic in an order; without a topic all of them.</summary>
    /// <param name="asOf">When votes are compared over all days; null means with the best of each paper's own
    /// day.</param>
    public IReadOnlyList<long> Ids(Topic? topic, PaperOrder order = PaperOrder.Trend, DateTimeOffset? asOf = null)
    {
        var found = topic is null ? null : topics[topic.Slug];
        var asked = found is null ? papers : papers.Where(paper => found.ContainsKey(paper.Id));
        var ordered = order switch
        {
            PaperOrder.Votes => asked.OrderByDescending(paper => paper.Votes),
            PaperOrder.Time => asked.OrderByDescending(paper => paper.FirstSeen).ThenByDescending(paper => paper.Id),
            _ when asOf is { } now => asked.OrderByDescending(
                paper => TrendParts.Of(paper.Votes, paper.Stars, paper.Sources, paper.FirstSeen, now).Interest),
            _ => found is null ? asked : asked.OrderByDescending(paper => paper.Trend + found[paper.Id]),
        };
        return [.. ordered.Select(paper => paper.Id)];
    }

    public int CountOf(Topic topic) => topics[topic.Slug].Count;

    public bool Has(Topic topic, long paper) => topics[topic.Slug].ContainsKey(paper);
}
