using DigestMailer.Papers;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// How much readers liked a paper for the age of its listing, compared with the best of its day: a morning's twelve
/// votes count as much as an evening's sixty, and a paper listed at four in the afternoon is not beaten by the hours it
/// has missed.
/// </summary>
internal static class Trend
{
    // On a month of recorded mornings, votes fell behind the final order least where age counted with the power of 0.3;
    // 0.1 to 0.5 come close.
    private const double AgePower = 0.3;
    private const double Stars = 0.1;
    private static readonly TimeSpan HeadStart = TimeSpan.FromHours(6);
    private static readonly TimeSpan GrownUp = TimeSpan.FromHours(30);

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
        var interests = papers.Select(paper => (paper.Id, Interest: Interest(paper, asOf))).ToList();
        var best = interests.Select(paper => paper.Interest).DefaultIfEmpty().Max();
        return interests.ToDictionary(paper => paper.Id, paper => best > 0 ? paper.Interest / best : 0);
    }

    /// <summary>How much readers liked a paper for the age of its listing; compares papers of any day.</summary>
    public static double Interest(int votes, int stars, DateTimeOffset firstSeen, DateTimeOffset asOf)
    {
        var age =
            TimeSpan.FromHours(
                Math.Clamp((asOf - firstSeen + HeadStart).TotalHours, HeadStart.TotalHours, GrownUp.TotalHours));
        return Math.Log2(1 + (votes * Math.Pow(GrownUp / age, AgePower))) + (Stars * Math.Log2(1 + stars));
    }

    private static double Interest(Paper paper, DateTimeOffset asOf) =>
        Interest(paper.Votes, paper.Stars, paper.FirstSeen, asOf);
}
