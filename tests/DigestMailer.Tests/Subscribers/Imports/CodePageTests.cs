using System.Text;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Imports;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>Which of two code pages bytes outside ASCII are read in, and when in neither.</summary>
internal sealed class CodePageTests
{
    // Latin-1 writes each character as the byte of its number.
    [TestCase("Ana \u00B1 5", "windows-1252", "Ana ± 5")]
    [TestCase("\u00C5sa", "windows-1252", "Åsa")]
    [TestCase("S\u00FC\u00DF", "windows-1252", "Süß")]
    [TestCase("\u00E9\u00E9", "windows-1252", "éé")]
    [TestCase("\u0081sa", "MacRoman", "Åsa")]
    [TestCase("caf\u008E", "MacRoman", "café")]
    [TestCase("d\u009E", "MacRoman", "dû")]
    public void The_page_that_gives_words_is_taken(string bytes, string page, string text) =>
        Assert.That(CodePage.Best(Encoding.Latin1.GetBytes(bytes)), Is.EqualTo(new FileText(text, page)));

    [TestCase("email\n\u00CF\u00E0\u00E2\u00EB\u00EE", 2)]
    [TestCase("\u00E9\u00E9\u00E9,a", 1)]
    [TestCase("a,\n\n\u00E9\u00E9\u00E9", 3)]
    [TestCase("a\u00B15", 1)]
    [TestCase("5\u00B1a", 1)]
    public void Bytes_that_give_words_in_neither_are_rejected_by_their_line(string bytes, int line) =>
        Assert.That(() => CodePage.Best(Encoding.Latin1.GetBytes(bytes)),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo(
                $"Line {line} has characters that are neither UTF-8 nor Western European. "
                    + "Save the file as UTF-8; nothing was imported."));
}
