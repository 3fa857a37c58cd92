using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

internal sealed class PluralStemTests
{
    [TestCase("model", "models")]
    [TestCase("cat", "cats")]
    [TestCase("study", "studies")]
    [TestCase("movie", "movies")]
    [TestCase("brie", "bries")]
    [TestCase("tie", "ties")]
    [TestCase("class", "classes")]
    [TestCase("box", "boxes")]
    [TestCase("index", "indexes")]
    [TestCase("match", "matches")]
    [TestCase("hash", "hashes")]
    [TestCase("hero", "heroes")]
    [TestCase("buzz", "buzzes")]
    [TestCase("size", "sizes")]
    [TestCase("house", "houses")]
    [TestCase("analysis", "analyses")]
    [TestCase("metastasis", "metastases")]
    [TestCase("basis", "bases")]
    [TestCase("vertex", "vertices")]
    [TestCase("corpus", "corpora")]
    [TestCase("minimum", "minima")]
    [TestCase("maximum", "maxima")]
    [TestCase("schema", "schemata")]
    [TestCase("genome", "genomes")]
    [TestCase("formula", "formulae")]
    [TestCase("woman", "women")]
    [TestCase("shelf", "shelves")]
    [TestCase("quiz", "quizzes")]
    [TestCase("lens", "lenses")]
    [TestCase("bonus", "bonuses")]
    [TestCase("cache", "caches")]
    [TestCase("canvas", "canvases")]
    [TestCase("shoe", "shoes")]
    [TestCase("person", "people")]
    [TestCase("tax", "taxes")]
    [TestCase("axiom", "axioms")]
    [TestCase("optimization", "optimisations")]
    [TestCase("gpu", "gpus")]
    [TestCase("tpu", "tpus")]
    [TestCase("api", "apis")]
    [TestCase("bci", "bcis")]
    [TestCase("menu", "menus")]
    [TestCase("focus", "foci")]
    [TestCase("virus", "viruses")]
    [TestCase("axis", "axes")]
    public void Singular_and_plural_have_one_stem(string singular, string plural) =>
        Assert.That(PluralStem.Of(plural), Is.EqualTo(PluralStem.Of(singular)));

    /// <summary>Words that end as plurals do.</summary>
    [Test]
    public void A_word_that_only_looks_like_a_plural_stays_as_it_is()
    {
        const string Words =
            "news lens bias alias atlas canvas christmas sars mers aids cmos mems this always perhaps whereas towards "
                + "besides less plus thus gps aws https texas kansas paris mars pancreas diabetes herpes rabies corps "
                + "chaos cosmos ethos asbestos pathos does goes loss virus thesis gas gpt4s 3dcats c++s";
        Assert.That(Words.Split(' ').Select(PluralStem.Of), Is.EqualTo(Words.Split(' ')));
    }

    [TestCase("general", "generals", "generation")]
    [TestCase("universe", "universes", "university")]
    [TestCase("new", "new", "news")]
    [TestCase("axes", "axis", "ax")]
    [TestCase("process", "processes", "processing")]
    public void Other_endings_tell_words_apart(string word, string same, string other)
    {
        Assert.That(PluralStem.Of(same), Is.EqualTo(PluralStem.Of(word)));
        Assert.That(PluralStem.Of(other), Is.Not.EqualTo(PluralStem.Of(word)));
    }
}
