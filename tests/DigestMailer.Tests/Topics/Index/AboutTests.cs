using DigestMailer.Papers;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using DigestMailer.Topics.Queries;
using static DigestMailer.Tests.Topics.Index.MeaningSamples;

namespace DigestMailer.Tests.Topics.Index;

/// <summary>Prose in queries, and likes by both kinds of vectors.</summary>
internal sealed class AboutTests
{
    [TestCase("machines that pick things up with their hands")]
    [TestCase("dexterous manipulation")]
    [TestCase("robot grasping")]
    public void Prose_finds_what_is_near_in_meaning(string prose) =>
        Assert.That(Find(Index(), $"about:\"{prose}\"").Take(3), Is.All.Contains("gripper"));

    [Test]
    public void Floors_are_ranks_and_each_is_within_the_one_before()
    {
        var index = Index();
        var (near, nearer, nearest) = (Find(index, "about:\"robot grasping\""), Find(index,
            "nearer:\"robot grasping\""), Find(index, "nearest:\"robot grasping\""));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((near.Count, nearer.Count, nearest.Count), Is.EqualTo((30, 10, 4)));
            Assert.That(nearest, Is.SubsetOf(nearer));
            Assert.That(nearer, Is.SubsetOf(near));
        }
    }

    [Test]
    public void Prose_is_a_leaf_like_any_other()
    {
        var index = Index();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Find(index, "about:\"robot grasping\" votes:>1000"), Is.Empty);
            Assert.That(Find(index, "about:\"robot grasping\" -gripper"), Has.None.Contains("gripper"));
            Assert.That(Find(index, "about:\"robot grasping\" OR title:qubits"), Has.Some.Contains("qubits"));
        }
    }

    [TestCase("about:\"robot grasping\" -simulation votes:>5")]
    [TestCase("nearest:speech OR nearer:\"noisy audio\"")]
    public void Prose_prints_as_it_reads(string query)
    {
        var text = TopicQuery.Parse(query).Query!.Text;
        Assert.That(TopicQuery.Parse(text).Query, Is.EqualTo(TopicQuery.Parse(query).Query));
    }

    [TestCase("about:=robot")]
    [TestCase("about:")]
    public void Prose_is_taken_as_it_is(string query) => Assert.That(TopicQuery.Parse(query).Fault, Is.Not.Null);

    [Test]
    public void Prose_of_unknown_words_finds_nothing() =>
        Assert.That(Find(TopicIndex.Build(OfSubjects()), "about:\"xqzzt vrrkl\""), Is.Empty);

    [Test]
    public void Without_a_table_the_words_decide() =>
        Assert.That(Find(TopicIndex.Build(OfSubjects()), "nearest:\"grasping objects\""), Is.All.Contains("gripper"));

    [Test]
    public void The_reason_is_the_words_that_are_nearest()
    {
        var index = Index();
        var query = TopicQuery.Parse("about:\"machines that hold objects\"").Query!;
        Assert.That(index.MatchedWords(query, 1), Does.Contain("objects").And.Contain("gripper"));
    }

    [Test]
    public void A_paper_like_another_is_near_to_it_and_the_best_come_first()
    {
        var (papers, index) = (OfSubjects(), Index());
        index.Likeness.Know("seed", papers[0]);
        var found = Find(index, "like:seed");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found, Has.Count.EqualTo(papers.Count - 1));
            Assert.That(found.Take(9), Is.All.Contains("gripper"));
        }
    }

    [Test]
    public void Taste_is_the_sum_of_likes_less_half_of_dislikes()
    {
        var (papers, index) = (OfSubjects(), Index());
        foreach (var paper in papers)
        {
            index.Likeness.Know(paper.Key, paper);
        }

        var both = index.Likeness.Taste([papers[0].Key, papers[1].Key], [])!;
        var less = index.Likeness.Taste([papers[0].Key], [papers[1].Key])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(both.FitOf(8), Is.GreaterThan(0.5));
            Assert.That(both.FitOf(9), Is.GreaterThan(0.5));
            Assert.That(less.ValueOf(9), Is.LessThan(0));
            Assert.That(both.NearestOf(8), Is.EqualTo(papers[0].Title));
        }
    }

    [Test]
    public void Papers_near_to_the_nearest_of_a_like_are_above_the_mean()
    {
        List<Paper> papers = [.. Enumerable.Range(0, 6).Select(i => Made(1000 + i,
                $"Robots with a gripper for sorting of waste in recycling plants, part {i}")),
            Made(2000, "Sorting of waste in recycling plants"), Made(2001, "A gripper for surgery of the eye"),
            .. OfSubjects().Where((_, i) => i % Subjects.Length > 0)];
        var index = TopicIndex.Build(papers, frame: new MeaningFrame(Table, null));
        index.Likeness.Know("liked", Made(3000, Subjects[0]));
        var taste = index.Likeness.Taste(["liked"], [])!;
        // By the liked paper alone it is below the mean.
        Assert.That(taste.ScoreOf(6), Is.GreaterThan(0));
    }

    private static Paper Made(long id, string title) => new()
    {
        Id = id,
        Key = $"made:{id}",
        Title = title,
        Url = "https://example.org/",
        FirstSeen = DateTimeOffset.UnixEpoch,
    };

    [Test]
    public void The_same_is_found_by_any_number_of_threads()
    {
        var index = Index();
        var queries = Subjects.Select(subject => $"about:\"{subject}\"").ToList();
        var alone = queries.ConvertAll(query => string.Join('|', Find(Index(), query)));
        var together = queries.AsParallel().AsOrdered().WithDegreeOfParallelism(8)
            .Select(query => string.Join('|', Find(index, query))).ToList();
        Assert.That(together, Is.EqualTo(alone));
    }

    private static TopicIndex Index() => TopicIndex.Build(OfSubjects(), frame: new MeaningFrame(Table, null));

    private static List<string> Find(TopicIndex index, string query)
    {
        var papers = OfSubjects();
        return [.. index.Find(TopicQuery.Parse(query).Query!).Select(match => papers[(int)match.PaperId - 1].Title)];
    }
}
