using DigestMailer.Topics.Index;

namespace DigestMailer.Tests.Topics.Index;

/// <summary>What words of one family have in common.</summary>
internal sealed class WordRootTests
{
    [TestCase("test", "testing", "tested", "tests")]
    [TestCase("relate", "relates", "related", "relating")]
    [TestCase("generalization", "generalizations")]
    [TestCase("hop", "hopping", "hopped")]
    [TestCase("encoder", "encoders")]
    [TestCase("robust", "robustness")]
    public void Words_of_one_family_have_one_root(params string[] words) =>
        Assert.That(words.Select(WordRoot.Of).Distinct().Count(), Is.EqualTo(1));

    [TestCase("caresses", "caress")]
    [TestCase("ponies", "poni")]
    [TestCase("agreed", "agre")]
    [TestCase("plastered", "plaster")]
    [TestCase("motoring", "motor")]
    [TestCase("sing", "sing")]
    [TestCase("conflated", "conflat")]
    [TestCase("troubled", "troubl")]
    [TestCase("filing", "file")]
    [TestCase("happy", "happi")]
    [TestCase("relational", "relat")]
    [TestCase("vietnamization", "vietnam")]
    [TestCase("hopefulness", "hope")]
    [TestCase("electrical", "electr")]
    [TestCase("replacement", "replac")]
    [TestCase("adoption", "adopt")]
    [TestCase("probate", "probat")]
    [TestCase("controlling", "control")]
    [TestCase("gpt4", "gpt4")]
    [TestCase("müller", "müller")]
    public void Roots_are_as_the_algorithm_says(string word, string root) =>
        Assert.That(WordRoot.Of(word), Is.EqualTo(root));

    [Test]
    public void No_word_fails() => Assert.That(() =>
        "s ss ing ed y e ll eed ies sses tional ness ion bly sion".Split(' ').Select(WordRoot.Of).ToList(),
        Throws.Nothing);
}
