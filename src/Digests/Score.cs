using DigestMailer.Papers;

namespace DigestMailer.Digests;

/// <summary>The terms of one paper's score for one topic set, each between 0 and 1.</summary>
internal readonly record struct Score(double Relevance, double Breadth, double Trend, double Freshness)
{
    public double Total(ScoreWeights weights) =>
        (weights.Relevance * Relevance) + (weights.Breadth * Breadth) + (weights.Trend * Trend) + (weights.Freshness * Freshness);

    /// <summary>Breadth of a paper that <paramref name="topics"/> of the reader's topics match; a third one says no more than a second.</summary>
    public static double BreadthOf(int topics) => Math.Min(topics - 1, 2) / 2.0;

    /// <summary>Halves each two days.</summary>
    public static double FreshnessOf(Paper paper, DateTimeOffset now) =>
        Math.Pow(0.5, Math.Max(0, (now - paper.FirstSeen).TotalDays) / 2);

    /// <summary>
    /// Trend of each paper: its votes (and a little of its stars) on a logarithmic scale beside the best of those first seen the same day,
    /// so that a morning's twelve votes count as much as an evening's sixty.
    /// </summary>
    public static IReadOnlyDictionary<long, double> TrendsOf(IEnumerable<Paper> papers) => papers
        .GroupBy(paper => DateOnly.FromDateTime(paper.FirstSeen.UtcDateTime))
        .SelectMany(day =>
        {
            var best = day.Max(Interest);
            return day.Select(paper => (paper.Id, Trend: best > 0 ? Interest(paper) / best : 0));
        })
        .ToDictionary(pair => pair.Id, pair => pair.Trend);

    private static double Interest(Paper paper) => Math.Log2(1 + paper.Votes) + (0.1 * Math.Log2(1 + paper.Stars));
}
