using DigestMailer.Subscribers.Addresses;

namespace DigestMailer.Tests.Subscribers.Addresses;

/// <summary>What stays of a text when all that nobody sees is removed.</summary>
internal sealed class VisibleTests
{
    private const string Viramas =
        "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA\u0E3A\u0F84\u1039\u103A\u17D2";

    [TestCase("\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0\uFE00\uFE07\uFE0F\u00AD\u200B\u202E\uFEFF")]
    [TestCase("\U000E0067\U000E007F")]
    public void Characters_without_a_shape_are_removed_as_a_whole(string invisible)
    {
        foreach (var rune in invisible.EnumerateRunes())
        {
            Assert.That(Visible.Text($" a{rune}b "), Is.EqualTo("ab"), $"U+{rune.Value:X4}");
        }
    }

    [TestCase("\uFDFF")]
    [TestCase("\uFE10")]
    [TestCase("\U0001F3F4")]
    public void Other_characters_stay(string text) => Assert.That(Visible.Text(text), Is.EqualTo(text));

    [Test]
    public void Half_a_surrogate_pair_stays_for_the_reader_of_the_text_to_reject()
    {
        const string half = "e\u0301\uD800";
        Assert.That(Visible.Text(half), Is.EqualTo(half));
    }

    [Test]
    public void Both_joiners_stay_behind_a_virama_alone([ValueSource(nameof(Viramas))] char virama)
    {
        foreach (var joiner in "\u200C\u200D")
        {
            Assert.That(Visible.Text($"a{virama}{joiner}b"), Is.EqualTo($"a{virama}{joiner}b"));
            Assert.That(Visible.Text($"a{joiner}{virama}b"), Is.EqualTo($"a{virama}b"));
            Assert.That(Visible.Text($"{joiner}a"), Is.EqualTo("a"));
        }
    }

    [TestCase("\u0620\u06D3\u0750\u077F", true)]
    [TestCase("\u061F\u06D4\u074F\u0780\u0660b", false)]
    public void A_non_joiner_stays_between_two_letters_of_the_Arabic_script(string letters, bool stays)
    {
        var gap = stays ? "\u200C" : "";
        foreach (var letter in letters)
        {
            Assert.That(Visible.Text($"\u0628\u200C{letter}"), Is.EqualTo($"\u0628{gap}{letter}"), $"{(int)letter:X4}");
            Assert.That(Visible.Text($"{letter}\u200C\u0628"), Is.EqualTo($"{letter}{gap}\u0628"), $"{(int)letter:X4}");
            Assert.That(Visible.Text($"{letter}\u200C"), Is.EqualTo($"{letter}"));
            Assert.That(Visible.Text($"\u0628\u200D{letter}"), Is.EqualTo($"\u0628{letter}"));
        }
    }
}
