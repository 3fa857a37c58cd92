using DigestMailer.Papers;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;

namespace DigestMailer.Digests;

/// <summary>
/// Chooses the papers of one digest (rules 3 to 7 of the design): those that match the topics, were first seen in the window
/// and were not sent to this cohort before; the best <c>max</c> by score, or all of them for an alert.
/// </summary>
internal sealed class DigestChoice(TopicCatalogue catalogue, IOptions<DigestOptions> options)
{
    /// <param name="max">Null means no cap.</param>
    public Choice Choose(PapersInPlay play, TopicSet topics, ISet<long> sent, DateTimeOffset from, DateTimeOffset now, int? max)
    {
        var candidates = Candidates(play, topics)
            .Where(candidate => candidate.Paper.FirstSeen >= from && !sent.Contains(candidate.Paper.Id))
            .Select(candidate => (Candidate: candidate, Score: ScoreOf(play, candidate, now)))
            .OrderByDescending(scored => scored.Score)
            .ThenBy(scored => scored.Candidate.Paper.Id)
            .ToList();
        var chosen = candidates
            .Take(max ?? int.MaxValue)
            .Select(scored => new ChosenPaper(scored.Candidate.Paper, scored.Score, WhyChosen(play, scored.Candidate)))
            .ToList();
        return new Choice(chosen, candidates.Count);
    }

    private IEnumerable<Candidate> Candidates(PapersInPlay play, TopicSet topics)
    {
        var followed = Followed(topics);
        if (followed.Count == 0)
        {
            return play.Papers.Values.Select(paper => new Candidate(paper, null, "", 1, 1));
        }

        var found = new Dictionary<long, Candidate>();
        foreach (var (name, query) in followed)
        {
            foreach (var match in play.Index.Find(query))
            {
                found[match.PaperId] = found.TryGetValue(match.PaperId, out var before)
                    ? before.And(name, query, match.Relevance)
                    : new Candidate(play.Papers[match.PaperId], query, name, match.Relevance, 1);
            }
        }

        return found.Values;
    }

    /// <summary>A topic that has left the catalogue since it was chosen is passed over; readers keep the rest.</summary>
    private List<(string Name, TopicQuery Query)> Followed(TopicSet topics) =>
    [
        .. topics.Topics.Select(catalogue.Find).OfType<Topic>().Select(topic => (topic.Name, topic.Query)),
        .. topics.Queries.Select(text => (text, TopicQuery.Parse(text).Query!)),
    ];

    private double ScoreOf(PapersInPlay play, Candidate candidate, DateTimeOffset now) =>
        new Score(candidate.Relevance, Score.BreadthOf(candidate.Topics), play.Trends[candidate.Paper.Id], Score.FreshnessOf(candidate.Paper, now))
            .Total(options.Value.Weights);

    private static Because WhyChosen(PapersInPlay play, Candidate candidate) =>
        new(candidate.TopicName, candidate.Query is null ? [] : play.Index.MatchedWords(candidate.Query, candidate.Paper.Id));

    private sealed record Candidate(Paper Paper, TopicQuery? Query, string TopicName, double Relevance, int Topics)
    {
        public Candidate And(string name, TopicQuery query, double relevance) => relevance > Relevance
            ? new Candidate(Paper, query, name, relevance, Topics + 1)
            : this with { Topics = Topics + 1 };
    }
}

/// <summary>The chosen papers, best first, and how many fitted.</summary>
internal sealed record Choice(IReadOnlyList<ChosenPaper> Papers, int Matched);
