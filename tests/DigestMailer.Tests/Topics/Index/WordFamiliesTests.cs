using DigestMailer.Topics.Index;

namespace DigestMailer.Tests.Topics.Index;

/// <summary>Words by what those of a family have in common.</summary>
internal sealed class WordFamiliesTests
{
    private static readonly string[] Words = ["tests", "model", "testing", "models", "test", "中"];

    [TestCase("test", "test testing tests")]
    [TestCase("model", "model models")]
    [TestCase("中", "中")]
    [TestCase("other", "")]
    public void Words_of_a_root_are_found(string root, string family) =>
        Assert.That(new WordFamilies(Words, WordRoot.Of).Of(root).Select(number => Words[number]),
            Is.EquivalentTo(family.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>FNV-1a gives both the same number.</summary>
    [Test]
    public void Two_roots_with_one_number_are_two_families()
    {
        string[] words = ["costarring", "liquid"];
        Assert.That(new WordFamilies(words, word => word).Of("liquid"), Is.EqualTo([1]));
    }

    [Test]
    public void No_words_have_no_families() => Assert.That(new WordFamilies([], WordRoot.Of).Of("test"), Is.Empty);
}
