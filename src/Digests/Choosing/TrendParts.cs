using DigestMailer.Papers;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// What a paper's trend is made of; <c>preview --explain</c> prints it. Comments have no part: they order no recorded
/// morning better.
/// </summary>
/// <param name="Votes">Doubling the votes adds 1.</param>
/// <param name="Growth">What votes for the age of the listing add to votes: much for a paper that was listed an hour
/// ago, nothing after a day.</param>
/// <param name="Stars">Doubling the stars of its code adds a twentieth.</param>
/// <param name="Sources">Doubling the sources that list it adds a tenth, so that it decides among equals.</param>
internal readonly record struct TrendParts(double Votes, double Growth, double Stars, double Sources)
{
    // On a month of recorded mornings, votes fell behind the final order least where age counted with the power of 0.3;
    // 0.1 to 0.5 come close. With more weight for stars the order was worse than without them.
    private const double AgePower = 0.3;
    private const double StarsCount = 0.05;
    private const double SourcesCount = 0.1;
    private static readonly TimeSpan HeadStart = TimeSpan.FromHours(6);
    private static readonly TimeSpan GrownUp = TimeSpan.FromHours(30);

    /// <summary>How much readers liked the paper; compares papers of any day.</summary>
    public double Interest => Votes + Growth + Stars + Sources;

    /// <param name="asOf">When the votes were counted.</param>
    public static TrendParts Of(Paper paper, DateTimeOffset asOf) =>
        Of(paper.Votes, paper.Stars, paper.Sources.Count, paper.FirstSeen, asOf);

    /// <inheritdoc cref="Of(Paper, DateTimeOffset)"/>
    public static TrendParts Of(int votes, int stars, int sources, DateTimeOffset firstSeen, DateTimeOffset asOf)
    {
        var counted = Math.Log2(1 + votes);
        return new(counted, Math.Log2(1 + (votes * Math.Pow(GrownUp / AgeOf(firstSeen, asOf), AgePower))) - counted,
            StarsCount * Math.Log2(1 + stars), SourcesCount * Math.Log2(Math.Max(1, sources)));
    }

    private static TimeSpan AgeOf(DateTimeOffset firstSeen, DateTimeOffset asOf) => TimeSpan.FromHours(
        Math.Clamp((asOf - firstSeen + HeadStart).TotalHours, HeadStart.TotalHours, GrownUp.TotalHours));
}
