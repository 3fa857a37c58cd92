using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Digests.Choosing;

/// <summary>
/// The order of a morning's papers against what readers liked in the end: nDCG@10 with the gain log2(1 + final votes).
/// </summary>
[Category("Recordings")]
internal sealed class ChoiceJudgeTests
{
    private const int Cut = 10;

    [Test]
    public void The_order_of_a_morning_is_the_one_that_readers_make_in_the_end()
    {
        _ = Recordings.RealPath("hf-daily-papers-final");
        var final = RecordedMornings.FinalVotes;
        var mornings = RecordedMornings.August.Where(morning => morning.Listings.Count >= 12).ToList();
        double Mean(Func<Morning, IEnumerable<Paper>> order) =>
            mornings.Average(
                morning =>
                    Ndcg(order(morning).Select(paper => final.GetValueOrDefault(paper.Key["arxiv:".Length..]))
                        .ToList()));

        var votes = Mean(morning => morning.Papers.OrderByDescending(paper => paper.Votes));
        var newest =
            Mean(morning => morning.Papers.OrderByDescending(paper => morning.ListedAt[paper.Key["arxiv:".Length..]]));
        var plain = Mean(morning => Chosen(morning, variety: false));
        var varied = Mean(morning => Chosen(morning, variety: true));
        TestContext.Out.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"nDCG@10 over {mornings.Count} mornings: votes at that hour {votes:F4}, newest first {newest:F4}, ours "
                + $"{plain:F4}, with variety {varied:F4}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain, Is.AtLeast(votes));
            Assert.That(varied, Is.AtLeast(0.95));
        }
    }

    private static IEnumerable<Paper> Chosen(Morning morning, bool variety)
    {
        var choice = new DigestChoice(new TopicCatalogue([]), Options.Create(new DigestOptions { Variety = variety }));
        return choice.Choose(PapersInPlay.Of(morning.Papers, morning.At), TopicSet.Create([], []), new HashSet<long>(),
            morning.At, morning.At, morning.Listings.Count)
            .Papers.Select(chosen => chosen.Paper);
    }

    private static double Ndcg(List<int> votes)
    {
        double Gain(IEnumerable<int> order) =>
            order.Take(Cut).Select((votes, i) => Math.Log2(1 + votes) / Math.Log2(i + 2)).Sum();
        return Gain(votes) / Gain(votes.OrderDescending());
    }
}
