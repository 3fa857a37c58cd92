using System.Text;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Imports;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>Files of unknown encoding, told by their first bytes or by their zeros.</summary>
internal sealed class FileTextTests
{
    [TestCase("utf-8", "UTF-8")]
    [TestCase("utf-16", "UTF-16")]
    [TestCase("utf-16BE", "UTF-16")]
    [TestCase("utf-32", "UTF-32")]
    public void A_mark_names_the_encoding_and_is_not_part_of_the_text(string encoding, string said)
    {
        var coder = Encoding.GetEncoding(encoding);
        Assert.That(FileText.Of([.. coder.GetPreamble(), .. coder.GetBytes("Zoë 中")]),
            Is.EqualTo(new FileText("Zoë 中", said)));
    }

    [TestCase("utf-16", "ab")]
    [TestCase("utf-16BE", "ab")]
    [TestCase("utf-16", "a中b中")]
    [TestCase("utf-16BE", "a中b中")]
    [TestCase("utf-16", "a\u0100")]
    public void Text_of_two_bytes_a_letter_is_told_by_its_zeros(string encoding, string text) =>
        Assert.That(FileText.Of(Encoding.GetEncoding(encoding).GetBytes(text)),
            Is.EqualTo(new FileText(text, "UTF-16")));

    [TestCase("Zoë")]
    [TestCase("a\0")]
    [TestCase("abcdefgh\0")]
    [TestCase("")]
    public void Everything_else_is_UTF_8_where_it_can_be(string text) =>
        Assert.That(FileText.Of(Encoding.UTF8.GetBytes(text)), Is.EqualTo(new FileText(text, "UTF-8")));

    [TestCase("\u00EF\u00BB\u00BFZo\u00EB", "UTF-8")]
    [TestCase("\u00FF\u00FEa\0b", "UTF-16")]
    [TestCase("\u00FE\u00FF\0a\u00D8\0", "UTF-16")]
    [TestCase("\u00FF\u00FE\0\0a\0\0", "UTF-32")]
    [TestCase("a\0b\0\0\u00D8", "UTF-16")]
    public void A_file_that_is_not_what_it_begins_as_is_rejected(string bytes, string said) =>
        Assert.That(() => FileText.Of(Encoding.Latin1.GetBytes(bytes)), Throws.TypeOf<RefusedException>()
            .With.Message.EqualTo($"The file begins as {said} but is not valid {said} all through. "
                + "Save it as UTF-8; nothing was imported."));
}
