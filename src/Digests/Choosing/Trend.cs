using DigestMailer.Papers;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// How much readers liked a paper for the age of its listing, compared with the best of its day: a morning's twelve
/// votes count as much as an evening's sixty, and a paper listed at four in the afternoon is not beaten by the hours it
/// has missed.
/// </summary>
internal static class Trend
{
    // One vote makes this. Where nobody votes, a few stars or a second source must not count as much as the best of a
    // day.
    private const double LeastBest = 1;

    /// <summary>The trend of each paper, 0 to 1, by its id, compared with the best of its day.</summary>
    /// <param name="asOf">When the votes were counted.</param>
    public static IReadOnlyDictionary<long, double> InDay(IEnumerable<Paper> papers, DateTimeOffset asOf) => papers
        .GroupBy(paper => DateOnly.FromDateTime(paper.FirstSeen.UtcDateTime))
        .SelectMany(day => InAll(day, asOf))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>
    /// The same compared with the best of all days, for "the week's best": by the votes they have by then.
    /// </summary>
    public static IReadOnlyDictionary<long, double> InAll(IEnumerable<Paper> papers, DateTimeOffset asOf)
    {
        var interests = papers.Select(paper => (paper.Id, TrendParts.Of(paper, asOf).Interest)).ToList();
        var best = interests.Select(paper => paper.Interest).Append(LeastBest).Max();
        return interests.ToDictionary(paper => paper.Id, paper => paper.Interest / best);
    }
}
