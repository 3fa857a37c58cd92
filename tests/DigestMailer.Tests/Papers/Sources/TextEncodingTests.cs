using System.Text;
using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>Which character set the bytes of a source are read in.</summary>
internal sealed class TextEncodingTests
{
    private const string Text = "Résumé für Łódź — naïve";

    static TextEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [TestCase("utf-8", null, "", "é")]
    [TestCase("windows-1252", null, "", "é")]
    [TestCase("iso-8859-1", "ISO-8859-1", "", "é")]
    [TestCase("iso-8859-1", "\"iso-8859-1\"", "", "é")]
    [TestCase("windows-1251", null, "<?xml version=\"1.0\" encoding=\"windows-1251\"?>", "Речь")]
    [TestCase("koi8-r", null, "<?xml version='1.0' encoding='KOI8-R'?>", "Речь")]
    [TestCase("windows-1251", "windows-1251", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "Речь")]
    [TestCase("shift_jis", null, "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>", "音声認識")]
    [TestCase("gb18030", null, "<?xml version=\"1.0\" encoding=\"gb2312\"?>", "语音识别")]
    [TestCase("euc-kr", "euc-kr", "", "음성")]
    [TestCase("big5", null, "<?xml version=\"1.0\" encoding=\"Big5\"?>", "語音")]
    [TestCase("iso-8859-2", "latin2", "", "Łódź")]
    [TestCase("macintosh", null, "% Encoding: MacRoman\n", "é")]
    [TestCase("windows-1252", null, "% Encoding: Cp1252\n", "é")]
    [TestCase("windows-1252", "no-such-set", "", "é")]
    [TestCase("windows-1252", "utf-8", "", "é")]
    [TestCase("windows-1252", "us-ascii", "", "é")]
    [TestCase("utf-8", "iso-8859-1", "", "é")]
    [TestCase("utf-8", "utf-16", "", "é")]
    [TestCase("utf-8", null, "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "é")]
    [TestCase("utf-8", null, "<?xml version=\"1.0\" encoding=\"latin1\"?>", "é")]
    [TestCase("utf-16", null, "<rss>", "é")]
    [TestCase("utf-16BE", null, "<rss>", "é")]
    [TestCase("windows-1251", "win-1251", "", "Речь")]
    [TestCase("windows-1252", "cp-1252", "", "é")]
    [TestCase("macintosh", "x-mac-roman", "", "é")]
    public void Bytes_are_read_in_the_set_they_are_in(string set, string? contentType, string head, string text) =>
        Assert.That(TextEncoding.Decode(Encoding.GetEncoding(set).GetBytes(head + text), contentType),
            Is.EqualTo(head + text));

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    [TestCase("utf-32")]
    public void A_byte_order_mark_goes_before_every_label(string set)
    {
        var encoding = Encoding.GetEncoding(set);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("<?xml encoding=\"koi8-r\"?>" + Text)];
        Assert.That(TextEncoding.Decode(bytes, "windows-1251"), Is.EqualTo("<?xml encoding=\"koi8-r\"?>" + Text));
    }

    [Test]
    public void A_word_in_JSON_is_not_a_label() => Assert.That(
        TextEncoding.Decode(Encoding.UTF8.GetBytes("""{"a":"<meta charset=koi8-r>é"}"""), null), Does.EndWith("é\"}"));

    [Test]
    public void No_bytes_give_an_empty_text() => Assert.That(TextEncoding.Decode([], null), Is.Empty);
}
