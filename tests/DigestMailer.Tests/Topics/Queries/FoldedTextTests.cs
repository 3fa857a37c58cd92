using System.Text;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Tests.Topics.Queries;

/// <summary>What is left of a sign where readers write it without its accents, bars and forms.</summary>
internal sealed class FoldedTextTests
{
    [TestCase("Øystein", "oystein")]
    [TestCase("Łódź", "lodz")]
    [TestCase("Đorđe", "dorde")]
    [TestCase("Guðrún", "gudrun")]
    [TestCase("Işık", "isik")]
    [TestCase("Ħamrun", "hamrun")]
    [TestCase("Ŧ", "t")]
    [TestCase("Strauß", "strauss")]
    [TestCase("Ægir", "aegir")]
    [TestCase("Œuvre", "oeuvre")]
    [TestCase("Þór", "thor")]
    [TestCase("Ŋ", "ng")]
    [TestCase("Νικόλαος", "νικολαοσ")]
    [TestCase("Éléonore", "eleonore")]
    [TestCase("ＡＢ９", "ab9")]
    [TestCase("ﬁle", "file")]
    [TestCase("x²", "x2")]
    [TestCase("Ⅳ", "iv")]
    [TestCase("हिन्दी", "हिनदी")]
    [TestCase("𝔸", "a")]
    [TestCase("𐐀", "𐐀")]
    [TestCase("が", "が")]
    [TestCase("O’Neil", "oneil")]
    [TestCase("O'Neil", "oneil")]
    [TestCase("Le-Cun,Y.", "le cun y")]
    public void A_name_is_folded_to_plain_letters(string name, string folded) =>
        Assert.That(NameText.Fold(name), Is.EqualTo(folded));

    [TestCase(0x3041, 0x30FF)]
    [TestCase(0x3400, 0x4DBF)]
    [TestCase(0x4E00, 0x9FFF)]
    [TestCase(0xAC00, 0xD7A3)]
    [TestCase(0xF900, 0xFAFF)]
    [TestCase(0x20000, 0x323AF)]
    [TestCase(0x3005, 0x3005)]
    [TestCase(0x3007, 0x3007)]
    public void A_sign_written_without_spaces_is_a_word_by_itself(int first, int last)
    {
        Assert.That(new[] { first, last }.Select(value => FoldedText.IsIdeograph(new Rune(value))), Is.All.True);
        Assert.That(new[] { first - 1, last + 1 }.Select(value => FoldedText.IsIdeograph(new Rune(value))),
            Is.All.False);
    }

    [TestCase("Müller", "Mueller")]
    [TestCase("ÄÖÜ", "aeoeue")]
    [TestCase("Ångström Ø", "aangstroem oe")]
    [TestCase("Mu\u0308ller", "Mueller")]
    [TestCase("Muller", null)]
    [TestCase("José", null)]
    public void A_name_is_spelled_out_for_keyboards_without_its_letters(string name, string? spelled) =>
        Assert.That(NameText.Spelled(name), Is.EqualTo(spelled));
}
