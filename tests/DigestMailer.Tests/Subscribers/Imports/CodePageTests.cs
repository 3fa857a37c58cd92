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
    [TestCase("O\u0092Neil", "windows-1252", "O’Neil")]
    [TestCase("Ana \u0096 Quill", "windows-1252", "Ana – Quill")]
    [TestCase("Ana\u00A0Quill", "windows-1252", "Ana\u00A0Quill")]
    [TestCase("\u0093zoe\u0094", "windows-1252", "“zoe”")]
    [TestCase("Ana\u0085", "windows-1252", "Ana…")]
    [TestCase("M\u00FCLLER", "windows-1252", "MüLLER")]
    [TestCase("M\u00DCLLER", "windows-1252", "MÜLLER")]
    [TestCase("\u008Eivko", "windows-1252", "Živko")]
    [TestCase("Hern\u00E1ndez", "windows-1252", "Hernández")]
    [TestCase("Fran\u00E7ois", "windows-1252", "François")]
    [TestCase("voil\u00E0\u00A0\u00BB, J\u00E4ger", "windows-1252", "voilà\u00A0», Jäger")]
    [TestCase("Mu\u0096oz", "MacRoman", "Muñoz")]
    [TestCase("J\u008Ager", "MacRoman", "Jäger")]
    public void The_page_that_gives_words_is_taken(string bytes, string page, string text) =>
        Assert.That(CodePage.Best(Encoding.Latin1.GetBytes(bytes)), Is.EqualTo(new FileText(text, page)));

    [TestCase("email\n\u00CF\u00E0\u00E2\u00EB\u00EE", 2)]
    [TestCase("\u00E9\u00E9\u00E9,a", 1)]
    [TestCase("a,\n\n\u00E9\u00E9\u00E9", 3)]
    [TestCase("a\u00B15", 1)]
    [TestCase("5\u00B1a", 1)]
    [TestCase("Jos\u0082 M\u0081ller", 1)]
    [TestCase("J\u0094rg", 1)]
    [TestCase("Ana\n\u008E\u0052\u0093\u0063", 2)]
    [TestCase("Ana\n\u0093\u0063\u0092\u0086", 2)]
    public void Bytes_that_give_words_in_neither_are_rejected_by_their_line(string bytes, int line) =>
        Assert.That(() => CodePage.Best(Encoding.Latin1.GetBytes(bytes)),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo(
                $"Line {line} has characters that are neither UTF-8 nor Western European. "
                    + "Save the file as UTF-8; nothing was imported."));

    // The UTF-8 of ß, of ł, of two Russian letters and of two Japanese ones, each with bytes of windows-1252.
    [TestCase("Wei\u00C3\u009F\nJos\u00E9,\n", 2)]
    [TestCase("Jos\u00E9,\nPawe\u00C5\u0082\n", 1)]
    [TestCase("\u00D0\u0098\u00D0\u00B2\n\n\u00E9,\n", 3)]
    [TestCase("\u00E5\u00B1\u00B1\u00E7\u0094\u00B0\n\u00E9,\n", 2)]
    public void A_file_of_two_encodings_is_rejected_by_its_first_line_outside_UTF_8(string bytes, int line) =>
        Assert.That(() => CodePage.Best(Encoding.Latin1.GetBytes(bytes)),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo(
                $"Line {line} has characters that are not UTF-8, as other lines are. "
                    + "Save the file as UTF-8; nothing was imported."));
}
