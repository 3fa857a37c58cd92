using DigestMailer.Digests;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using Microsoft.Extensions.Options;
using static DigestMailer.Tests.Topics.Index.MeaningSamples;

namespace DigestMailer.Tests.Digests.Choosing;

/// <summary>Digests and alerts of readers who write prose or like papers.</summary>
internal sealed class MeaningChoiceTests
{
    [Test]
    public void Prose_brings_what_is_near_and_says_by_which_words()
    {
        var chosen = Choose(["about:\"machines that pick things up\""], [], 5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chosen[0].Paper.Title, Does.Contain("gripper"));
            Assert.That(chosen[0].Because.IsNear, Is.True);
            Assert.That(chosen[0].Because.Words, Is.Not.Empty);
        }
    }

    [Test]
    public void An_alert_by_meaning_has_five_papers_at_most_and_one_by_words_all() =>
        Assert.That((Choose(["about:\"robot grasping\""], [], null).Count, Choose(["gripper"], [], null).Count,
            Choose(["gripper OR about:\"robot grasping\""], [], null).Count), Is.EqualTo((4, 10, 10)));

    [Test]
    public void Words_next_to_prose_find_what_they_find_alone()
    {
        var alone = Choose(["abstract:qubits"], [], null).Select(paper => paper.Paper.Id).Order();
        var both = Choose(["abstract:qubits OR nearest:\"robot grasping\""], [], null).Select(paper => paper.Paper.Id);
        Assert.That(alone, Is.SubsetOf(both));
    }

    [Test]
    public void A_reader_with_likes_and_no_topic_gets_what_is_near_to_them_and_why()
    {
        var chosen = Choose([], ["test:0", "test:1"], 8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chosen.Take(2).Select(paper => paper.Paper.Title),
                Has.Some.Contains("gripper").And.Some.Contains("speech"));
            Assert.That(chosen.Select(paper => paper.Because.Liked), Is.All.Not.Null);
        }
    }

    [Test]
    public void The_order_in_which_papers_are_read_decides_nothing()
    {
        List<Paper> mixed = [.. OfSubjects()];
        new Random(3).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(mixed));
        var ids = Choose(["about:\"robot grasping\""], ["test:9"], 10).Select(paper => paper.Paper.Id);
        Assert.That(Choose(["about:\"robot grasping\""], ["test:9"], 10, mixed).Select(paper => paper.Paper.Id),
            Is.EqualTo(ids));
    }

    private static IReadOnlyList<ChosenPaper> Choose(string[] queries, string[] liked, int? max,
        IReadOnlyList<Paper>? papers = null)
    {
        var play = PapersInPlay.Of(papers ?? OfSubjects(), frame: new MeaningFrame(Table, null));
        foreach (var name in liked)
        {
            play.Index.Likeness.Know(name, OfSubjects().Single(paper => paper.Key == name));
        }

        return new DigestChoice(new TopicCatalogue([]), Options.Create(new DigestOptions())).Choose(play,
            TopicSet.Create([], queries, liked), new HashSet<long>(), DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch,
            max).Papers;
    }
}
