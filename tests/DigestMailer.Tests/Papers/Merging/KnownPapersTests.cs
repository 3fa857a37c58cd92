using DigestMailer.Papers;
using DigestMailer.Papers.Merging;

namespace DigestMailer.Tests.Papers.Merging;

/// <summary>The papers that a batch has in memory, by each identity.</summary>
internal sealed class KnownPapersTests
{
    private static readonly string[] TwoKeys = ["doi:1", "title:a"];
    private readonly long[] one = [1];

    [Test]
    public void A_paper_is_found_by_each_identity_and_once()
    {
        var known = new KnownPapers();
        known.Know(new PaperName(1, "doi:1", null));
        known.Know(new PaperName(1, "doi:1", null));
        known.Know(new PaperName(1, "title:a", null));
        known.Know(new PaperName(1, null, 7));
        known.Know(new PaperName(1, null, 7));
        known.Know(new PaperName(1, null, 8));
        known.Know(new PaperName(2, null, 8));
        Assert.That(known.ByKey("doi:1"), Is.EqualTo(one));
        Assert.That(known.KeysOf(1), Is.EquivalentTo(TwoKeys));
        Assert.That(known.BySketch([7]), Is.EqualTo(one));
        Assert.That(known.BySketch([7, 8, 9]), Is.EqualTo(new long[] { 1, 2 }));
        Assert.That(known.ByKey("doi:2"), Is.Empty);
        Assert.That(known.KeysOf(2), Is.Empty);
        Assert.That(known.NewNames, Is.Empty, "the database knows them");
    }

    [Test]
    public void Only_identities_that_a_paper_did_not_have_are_new()
    {
        var known = new KnownPapers();
        known.Know(new PaperName(1, "doi:1", null));
        known.Know(new PaperName(1, null, 7));
        known.Name(1, ["doi:1", "title:a", "title:a"], [7, 8]);
        known.Name(1, ["title:a"], [8]);
        known.Name(2, ["title:a"], [8]);
        Assert.That(known.NewNames, Is.EqualTo(new[]
        {
            new PaperName(1, "title:a", null), new PaperName(1, null, 8), new PaperName(2, "title:a", null),
            new PaperName(2, null, 8),
        }));
        Assert.That(known.ByKey("title:a"), Is.EqualTo(new long[] { 1, 2 }));
    }

    [Test]
    public void The_identities_of_two_papers_become_those_of_the_first()
    {
        var known = new KnownPapers { [1] = Paper(1), [-1] = Paper(-1) };
        known.Know(new PaperName(1, "title:a", null));
        known.Know(new PaperName(1, null, 7));
        known.Name(-1, ["doi:1", "title:a"], [7, 8]);
        known.Name(3, ["doi:3"], [9]);
        known.Unite(1, -1);
        Assert.That(known.ByKey("doi:1"), Is.EqualTo(one));
        Assert.That(known.ByKey("title:a"), Is.EqualTo(one));
        Assert.That(known.BySketch([7, 8]), Is.EqualTo(one));
        Assert.That(known.BySketch([8]), Is.EqualTo(one), "also what only the second had");
        Assert.That(known.KeysOf(1), Is.EquivalentTo(TwoKeys));
        Assert.That(known.KeysOf(-1), Is.Empty);
        Assert.That(known.NewNames.Where(name => name.PaperId != 3).Distinct(), Is.EquivalentTo(new[]
        {
            new PaperName(1, "doi:1", null), new PaperName(1, null, 7), new PaperName(1, null, 8),
        }));
        Assert.That(known.NewNames.Count(name => name.PaperId == 3), Is.EqualTo(2), "others stay as they are");
        Assert.That(known[1].Id, Is.EqualTo(1));
        Assert.That(() => known[-1], Throws.InstanceOf<KeyNotFoundException>());
    }

    private static Paper Paper(long id) =>
        new() { Id = id, Key = "title:a", Title = "A", Url = "https://example.org/" };
}
