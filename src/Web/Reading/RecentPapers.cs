using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
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

    /// <summary>
    /// The papers near to words that somebody typed as they speak, nearest first, without those already found; null for
    /// a text that makes use of the query language.
    /// </summary>
    public NearPapers? Near(string text, IReadOnlyList<Paper> found)
    {
        var isPlain = text.Contains(' ', StringComparison.Ordinal) && text.AsSpan().IndexOfAny("\":*()") < 0
            && !text.Split(' ').Any(word => word.StartsWith('-') || word is "OR" or "AND" or "NOT")
            && text.Any(char.IsLetter);
        if (!isPlain || TopicQuery.Parse($"about:\"{text}\"").Query is not { } about)
        {
            return null;
        }

        var known = found.Select(paper => paper.Id).ToHashSet();
        return new NearPapers([.. play.Index.Find(about).Where(match => !known.Contains(match.PaperId))
            .Select(match => play.Papers[match.PaperId])], about);
    }

    /// <summary>The papers a query finds, those that readers found good first; without a query all of them.</summary>
    public IReadOnlyList<Paper> Select(TopicQuery? query)
    {
        var found =
            query is null ? play.Papers.Values.Select(paper => (Paper: paper, Relevance: 0.0))
                : play.Index.Find(query.IsOfMeaning ? query with { NearAtLeast = Floors.NearFit } : query)
                    .Select(match => (Paper: play.Papers[match.PaperId], match.Relevance));
        var trendCounts = query?.IsOfMeaning == true ? 0 : 1;
        return [
            .. found.OrderByDescending(hit => hit.Relevance + (trendCounts * play.Trends[hit.Paper.Id]))
                .ThenByDescending(hit => hit.Paper.Votes).ThenByDescending(hit => hit.Paper.FirstSeen)
                .ThenBy(hit => hit.Paper.Id).Select(hit => hit.Paper)];
    }
}
