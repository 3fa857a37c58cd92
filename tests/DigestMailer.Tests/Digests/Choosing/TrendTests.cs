using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;

namespace DigestMailer.Tests.Digests.Choosing;

/// <summary>How much readers liked a paper, and what that is made of.</summary>
internal sealed class TrendTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void The_parts_of_a_trend_add_up_to_it()
    {
        var parts = TrendParts.Of(Paper(1, votes: 15, stars: 63, sources: 2), Morning);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((parts.Votes, parts.Stars, parts.Sources), Is.EqualTo((4.0, 0.3, 0.1)).Within(1e-9));
            Assert.That(parts.Growth, Is.GreaterThan(0));
            Assert.That(parts.Interest, Is.EqualTo(parts.Votes + parts.Growth + parts.Stars + parts.Sources));
        }
    }

    [Test]
    public void Votes_that_came_within_an_hour_count_more_than_the_same_within_a_day()
    {
        var young = TrendParts.Of(Paper(1, votes: 10), Morning.AddHours(1));
        var old = TrendParts.Of(Paper(1, votes: 10), Morning.AddDays(1));
        Assert.That((young.Growth, old.Growth, old.Interest), Is.EqualTo((
            Math.Log2(1 + (10 * Math.Pow(30.0 / 7, 0.3))) - Math.Log2(11), 0.0, Math.Log2(11))).Within(1e-9));
    }

    [Test]
    public void A_second_source_decides_among_papers_with_the_same_votes()
    {
        var trends = Trend.InDay([Paper(1, votes: 20), Paper(2, votes: 20, sources: 3), Paper(3, votes: 24)], Morning);
        Assert.That(trends.OrderByDescending(paper => paper.Value).Select(paper => paper.Key),
            Is.EqualTo(new long[] { 3, 2, 1 }));
    }

    [Test]
    public void Where_nobody_votes_a_second_source_is_not_the_best_of_the_day() =>
        Assert.That(Trend.InDay([Paper(1), Paper(2, sources: 2)], Morning)[2], Is.EqualTo(0.1).Within(1e-9));

    private static Paper Paper(long id, int votes = 0, int stars = 0, int sources = 1) => new()
    {
        Id = id,
        Key = $"test:{id}",
        Title = $"Paper {id}",
        Url = "https://example.org/",
        FirstSeen = Morning,
        Votes = votes,
        Stars = stars,
        Sources = [.. Enumerable.Range(1, sources).Select(source => $"source {source}")],
    };
}
