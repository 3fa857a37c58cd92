using DigestMailer.Topics.Index;

namespace DigestMailer.Tests.Topics.Index;

/// <summary>Floors are ranks among the papers of a month.</summary>
internal sealed class FloorsTests
{
    [TestCase(750, 30, 10, 4)]
    [TestCase(5000, 200, 67, 25)]
    [TestCase(40, 20, 10, 4)]
    public void A_paper_a_day_is_near_and_more_of_a_large_month(int papers, int near, int nearer, int nearest) =>
        Assert.That(Reached(papers, 0), Is.EqualTo((near, nearer, nearest)));

    [TestCase(1000, 10, 100, 14, 5)]
    [TestCase(40, 10, 4, 1, 1)]
    [TestCase(1000, 500, 2, 2, 2)]
    [TestCase(1, 10, 1, 1, 1)]
    public void A_topic_says_of_how_many_papers_one_is_near(int papers, int oneIn, int near, int nearer, int nearest) =>
        Assert.That(Reached(papers, oneIn), Is.EqualTo((near, nearer, nearest)));

    private static (int, int, int) Reached(int papers, int oneIn)
    {
        float[] scores = [.. Enumerable.Range(0, papers).Select(i => (float)(i * 7919 % papers))];
        var floors = Floors.Of(scores, oneIn: oneIn);
        return (scores.Count(score => score >= floors.Near), scores.Count(score => score >= floors.Nearer),
            scores.Count(score => score >= floors.Nearest));
    }
}
