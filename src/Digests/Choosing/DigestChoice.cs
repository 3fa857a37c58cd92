using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Queries;
using Microsoft.Extensions.Options;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// Chooses the papers of one digest: those that match the topics, were first seen in the window and were not sent to
/// this cohort before; the best <c>max</c> by score, variety and quota, or all of them for an alert. Each says why it
/// was chosen. If nothing matches, the choice is empty, and nothing is sent.
/// </summary>
internal sealed class DigestChoice(TopicCatalogue catalogue, IOptions<DigestOptions> options)
{
    private const int MostNearInAlert = 5;

    // From here on the liked paper says more of why a paper was chosen than its votes do.
    private const double TasteThatTells = 0.75;

    /// <param name="max">Null means no cap.</param>
    /// <param name="wide">Whether votes are compared over all days instead of within each, as for the best of a
    /// week.</param>
    public Choice Choose(PapersInPlay play, TopicSet topics, ISet<long> sent, DateTimeOffset from, DateTimeOffset now,
        int? max, bool wide = false)
    {
        var trends = wide ? play.WideTrends : play.Trends;
        var followed = FollowedBy(play, topics);
        var taste = Taste.Of(play, topics);
        var floor = max is null ? Floors.NearestFit : Floors.NearFit;
        bool IsNew(Paper paper) => paper.FirstSeen >= from && !sent.Contains(paper.Id);
        var candidates = followed.Count > 0 ? Candidates(play, followed, floor, IsNew)
            : taste is not null && topics.More.Count > 0 ? Liked(play, taste, floor, IsNew)
            : [.. play.Papers.Values.Where(IsNew).Select(Everything)];
        foreach (var candidate in candidates)
        {
            candidate.Score = new Score(
                candidate.Relevance, Score.BreadthOf(candidate.Topics.Count), trends[candidate.Paper.Id],
                Score.FreshnessOf(candidate.Paper, now),
                taste?.For(candidate.Paper) ?? 0, 0);
            candidate.Value = candidate.Score.Total(options.Value.Weights);
        }

        candidates.Sort(
            (left, right) =>
                left.Value != right.Value ? right.Value.CompareTo(left.Value)
                    : left.Paper.Id.CompareTo(right.Paper.Id));
        var picked =
            max is null ? Alerted(candidates).Select(candidate => (candidate, candidate.Score))
                : new Selection(play, options.Value).Pick(candidates, max.Value);
        ChosenPaper Chosen((Candidate Candidate, Score Score) pick) =>
            new(pick.Candidate.Paper, pick.Score.Total(options.Value.Weights),
                WhyChosen(play, followed, taste, pick.Candidate))
            {
                Terms = pick.Score,
            };
        return new Choice([.. picked.Select(Chosen)], candidates.Count)
        {
            ByTopic = Counted(followed, candidates),
        };
    }

    /// <summary>Nothing to tell for readers of one topic, or of everything.</summary>
    private static Dictionary<string, int> Counted(List<Followed> followed, List<Candidate> candidates) =>
        followed.Count < 2 ? []
            : candidates.GroupBy(candidate => followed[candidate.Best].Name)
                .ToDictionary(group => group.Key, group => group.Count());

    /// <summary>
    /// A topic that has left the catalogue since it was chosen is skipped, and a query that can no longer be read;
    /// readers keep the rest.
    /// </summary>
    private List<Followed> FollowedBy(PapersInPlay play, TopicSet topics) =>
    [
        .. topics.Topics.Select(catalogue.Find).OfType<Topic>()
            .Select(topic => new Followed(topic.Name, topic.Query, false)),
        .. topics.Queries.Select(play.Query).OfType<TopicQuery>()
            .Select(query => new Followed(query.Text, query, true)),
    ];

    /// <summary>
    /// An alert holds everything that matches, but of what is only near the best few: nearness ends nowhere.
    /// </summary>
    private static IEnumerable<Candidate> Alerted(List<Candidate> candidates)
    {
        var near = 0;
        return candidates.Where(candidate => candidate.IsCertain || near++ < MostNearInAlert);
    }

    private static List<Candidate> Liked(PapersInPlay play, Taste taste, float floor, Func<Paper, bool> news)
    {
        var liked = new List<Candidate>();
        foreach (var paper in play.Papers.Values.Where(paper => news(paper) && taste.FitOf(paper) >= floor))
        {
            liked.Add(new Candidate(paper));
            liked[^1].FitsTaste(taste.FitOf(paper));
        }

        return liked;
    }

    /// <param name="floor">How near a paper must be where a query compares meaning, which ranks every paper.</param>
    private static List<Candidate> Candidates(PapersInPlay play, List<Followed> followed, float floor,
        Func<Paper, bool> news)
    {
        var found = new Dictionary<long, Candidate>();
        for (var topic = 0; topic < followed.Count; topic++)
        {
            var query = followed[topic].Query;
            var certain = query.IsOfMeaning
                ? play.Index.Find(query with { NearAtLeast = Floors.None }).Select(match => match.PaperId).ToHashSet()
                : null;
            foreach (var match in play.Index.Find(certain is null ? query : query with { NearAtLeast = floor }))
            {
                if (!found.TryGetValue(match.PaperId, out var candidate) && play.Papers[match.PaperId] is var paper
                    && news(paper))
                {
                    found[match.PaperId] = candidate = new Candidate(paper);
                }

                candidate?.Fits(topic, match.Relevance, certain?.Contains(match.PaperId) != false);
            }
        }

        return [.. found.Values];
    }

    private static Candidate Everything(Paper paper)
    {
        var candidate = new Candidate(paper);
        candidate.FitsEverything();
        return candidate;
    }

    private static Because WhyChosen(PapersInPlay play, List<Followed> followed, Taste? taste, Candidate candidate)
    {
        var liked = candidate.IsOfTaste || candidate.Score.Taste >= TasteThatTells
            ? taste?.NearestTo(candidate.Paper) : null;
        if (candidate.Best < 0)
        {
            return new Because("", []) { Liked = liked };
        }

        var reason = followed[candidate.Best];
        return new Because(reason.Name, play.Index.MatchedWords(reason.Query, candidate.Paper.Id))
        {
            Liked = liked,
            IsNear = reason.IsOwn && reason.Query.Wanted.Any(term => term.IsProse),
        };
    }
}

/// <summary>The chosen papers, best first, and how many fitted.</summary>
internal sealed record Choice(IReadOnlyList<ChosenPaper> Papers, int Matched)
{
    /// <summary>
    /// Of those that fitted, how many fit each topic best, by its name; empty where there is one topic.
    /// </summary>
    public IReadOnlyDictionary<string, int> ByTopic { get; init; } = new Dictionary<string, int>();
}
