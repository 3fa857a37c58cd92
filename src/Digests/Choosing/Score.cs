using DigestMailer.Papers;

namespace DigestMailer.Digests.Choosing;

/// <summary>The terms of one paper's score for one topic set, each with a weight of its own in the settings.</summary>
/// <param name="Relevance">0 to 1: how much the paper is about the topic that it fits best; 1 for readers who follow
/// everything.</param>
/// <param name="Breadth">0 to 1: how many of the reader's topics it fits.</param>
/// <param name="Trend">0 to 1: votes and how fast they came, stars and sources, next to the papers of its day.</param>
/// <param name="Freshness">0 to 1: halves each two days.</param>
/// <param name="Taste">-1 to 1: near to papers the reader wants more of, or less of.</param>
/// <param name="Crowding">0 to 1: near to papers already chosen; taken off.</param>
internal readonly record struct Score(double Relevance, double Breadth, double Trend, double Freshness, double Taste,
    double Crowding)
{
    public double Total(ScoreWeights weights) =>
        (weights.Relevance * Relevance) + (weights.Breadth * Breadth) + (weights.Trend * Trend)
            + (weights.Freshness * Freshness)
        + (weights.Taste * Taste) - (weights.Variety * Crowding);

    /// <summary>
    /// Breadth of a paper that <paramref name="topics"/> of the reader's topics match; a third one says no more than a
    /// second.
    /// </summary>
    public static double BreadthOf(int topics) => Math.Clamp(topics - 1, 0, 2) / 2.0;

    public static double FreshnessOf(Paper paper, DateTimeOffset now) =>
        Math.Pow(0.5, Math.Max(0, (now - paper.FirstSeen).TotalDays) / 2);
}
