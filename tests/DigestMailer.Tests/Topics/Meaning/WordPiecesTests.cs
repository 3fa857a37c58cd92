using DigestMailer.Topics.Meaning;

namespace DigestMailer.Tests.Topics.Meaning;

/// <summary>Text as BERT's uncased vocabulary cuts it.</summary>
internal sealed class WordPiecesTests
{
    private static readonly string[] Vocabulary =
        ["[PAD]", "[SEP]", "en", "##code", "##r", "encode", "-", "de", "a", "中", "[", "]", "sep", "$", "e"];

    [TestCase("encoder", "encode ##r")]
    [TestCase("Encoder-DECODER", "encode ##r - de ##code ##r")]
    [TestCase("éncode", "encode")]
    [TestCase("e\u0301", "e")]
    [TestCase("a中a", "a 中 a")]
    [TestCase("[SEP]", "[ sep ]")]
    [TestCase("a xyz a", "a a")]
    [TestCase("a\u0000\u200b\ud800 a", "a a")]
    [TestCase("$", "$")]
    [TestCase("", "")]
    public void Words_are_cut_into_the_longest_pieces(string text, string pieces) =>
        Assert.That(string.Join(' ', new WordPieces(Vocabulary).Of(text, 100).Select(number => Vocabulary[number])),
            Is.EqualTo(pieces));

    [Test]
    public void A_word_without_end_gives_nothing() =>
        Assert.That(new WordPieces(Vocabulary).Of(new string('a', 100_000), 100), Is.Empty);

    [Test]
    public void No_more_pieces_than_wanted() =>
        Assert.That(new WordPieces(Vocabulary).Of(string.Concat(Enumerable.Repeat("a ", 500)), 7),
            Has.Count.EqualTo(7));
}
