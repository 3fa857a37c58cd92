using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Cli.Commands.Preview;

/// <summary>
/// What <c>preview --explain</c> prints: a line a paper with the terms of its score, the parts of its trend, and how
/// near it is to the prose for which it was chosen.
/// </summary>
/// <param name="asOf">When the papers were chosen.</param>
internal sealed class Explanation(PapersInPlay play, TopicCatalogue catalogue, TopicSet topics, DateTimeOffset asOf)
{
    private const string Heading =
        "      score relevance  breadth  trend  fresh  taste  variety  paper  [topic]  (trend's parts; nearness)";

    public string Of(IEnumerable<ChosenPaper> papers) =>
        string.Join('\n', papers.Select((chosen, i) => Line(i + 1, chosen)).Prepend(Heading));

    public TrendParts TrendOf(ChosenPaper chosen) => TrendParts.Of(chosen.Paper, asOf);

    /// <summary>Null where it was not chosen for prose.</summary>
    public AboutFigures? NearnessOf(ChosenPaper chosen)
    {
        var followed = topics.Topics.Select(catalogue.Find).OfType<Topic>().Select(topic => (topic.Name, topic.Query))
            .Concat(topics.Queries.Select(play.Query).OfType<TopicQuery>()
                .Select(query => (Name: query.Text, Query: query)));
        return followed.FirstOrDefault(one => one.Name == chosen.Because.Topic).Query is { } query
            ? play.Index.Explain(query, chosen.Paper.Id) : null;
    }

    private string Line(int place, ChosenPaper chosen)
    {
        var (terms, trend) = (chosen.Terms!.Value, TrendOf(chosen));
        var near = NearnessOf(chosen) is { } figures ? string.Create(CultureInfo.InvariantCulture,
            $"; cosine {figures.Cosine ?? 0:F2}, words {figures.Words:F1}, rank {figures.Rank}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{place,3} {chosen.Score,6:F2} {terms.Relevance,9:F2} {terms.Breadth,8:F2} {terms.Trend,6:F2} "
                + $"{terms.Freshness,6:F2} {terms.Taste,6:F2} {-terms.Crowding,8:F2}  {chosen.Paper.Title}  "
                + $"[{chosen.Because.Topic}]  (votes {trend.Votes:F2}, growth {trend.Growth:F2}, "
                + $"stars {trend.Stars:F2}, sources {trend.Sources:F2}{near})");
    }
}
