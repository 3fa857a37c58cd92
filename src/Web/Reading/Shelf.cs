using DigestMailer.Digests.Choosing;
using DigestMailer.Topics;

namespace DigestMailer.Web.Reading;

/// <summary>
/// The papers of one or more days by id, best first, with the topics that each belongs to: all that a list needs to
/// know before it reads the papers that it shows.
/// </summary>
internal sealed class Shelf
{
    private readonly IReadOnlyList<Shelved> papers;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<long, double>> topics;

    private Shelf(IEnumerable<Shelved> papers, IReadOnlyDictionary<string, IReadOnlyDictionary<long, double>> topics)
    {
        this.topics = topics;
        this.papers = [.. papers.OrderByDescending(paper => paper.Trend).ThenByDescending(paper => paper.Votes)
            .ThenByDescending(paper => paper.FirstSeen).ThenBy(paper => paper.Id)];
        Bytes = (48L * this.papers.Count) + (40L * topics.Values.Sum(found => found.Count)) + 4000;
    }

    public int Count => papers.Count;

    /// <summary>About how much room it takes.</summary>
    public long Bytes { get; }

    public static Shelf Of(PapersInPlay play, IEnumerable<Topic> catalogue) => new(
        play.Papers.Values.Select(paper => new Shelved(paper.Id, play.Trends[paper.Id], paper.Votes, paper.FirstSeen)),
        catalogue.ToDictionary(topic => topic.Slug,
            topic => (IReadOnlyDictionary<long, double>)play.Index.Find(topic.Query)
                .ToDictionary(match => match.PaperId, match => match.Relevance)));

    /// <summary>All papers of several days, each once.</summary>
    public static Shelf Of(IReadOnlyCollection<Shelf> days, IEnumerable<Topic> catalogue) => new(
        days.SelectMany(day => day.papers).DistinctBy(paper => paper.Id),
        catalogue.ToDictionary(topic => topic.Slug, topic => (IReadOnlyDictionary<long, double>)days
            .SelectMany(day => day.topics[topic.Slug]).DistinctBy(match => match.Key)
            .ToDictionary(match => match.Key, match => match.Value)));

    /// <summary>The papers of a topic, those that readers found good first; without a topic all of them.</summary>
    public IReadOnlyList<long> Ids(Topic? topic)
    {
        if (topic is null)
        {
            return [.. papers.Select(paper => paper.Id)];
        }

        var found = topics[topic.Slug];
        return [.. papers.Where(paper => found.ContainsKey(paper.Id))
            .OrderByDescending(paper => paper.Trend + found[paper.Id]).Select(paper => paper.Id)];
    }

    public int CountOf(Topic topic) => topics[topic.Slug].Count;

    public bool Has(Topic topic, long paper) => topics[topic.Slug].ContainsKey(paper);

    private readonly record struct Shelved(long Id, double Trend, int Votes, DateTimeOffset FirstSeen);
}
