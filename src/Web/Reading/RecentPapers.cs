using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Web.Reading;

/// <summary>The papers of the last month with an index over them, which any query may be asked of.</summary>
internal sealed class RecentPapers(PapersInPlay play, TopicCatalogue catalogue)
{
    public PapersInPlay Play => play;

    /// <summary>
    /// The topics of the catalogue with the papers that each finds, in the order of the settings.
    /// </summary>
    public IReadOnlyList<(Topic Topic, IReadOnlySet<long> Papers)> Topics { get; } =
        [.. catalogue.All.Select(topic => (topic,
            (IReadOnlySet<long>)play.Index.Find(topic.Query).Select(match => match.PaperId).ToHashSet()))];

    /// <summary>The papers a query finds, those that readers found good first; without a query all of them.</summary>
    public IReadOnlyList<Paper> Select(TopicQuery? query)
    {
        var found =
            query is null ? play.Papers.Values.Select(paper => (Paper: paper, Relevance: 0.0))
                : play.Index.Find(query).Select(match => (Paper: play.Papers[match.PaperId], match.Relevance));
        return [
            .. found.OrderByDescending(hit => hit.Relevance + play.Trends[hit.Paper.Id])
                .ThenByDescending(hit => hit.Paper.Votes).ThenByDescending(hit => hit.Paper.FirstSeen)
                .ThenBy(hit => hit.Paper.Id).Select(hit => hit.Paper)];
    }
}
