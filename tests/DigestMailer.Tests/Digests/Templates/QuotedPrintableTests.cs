using System.Buffers;
using System.Text;
using CsCheck;
using DigestMailer.Digests.Templates;
using MimeKit.Encodings;

namespace DigestMailer.Tests.Digests.Templates;

internal sealed class QuotedPrintableTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Samples.OneOf("\n", "\r\n", "\r", " ", "\t", "=", ".", "From ", "a long plain run of words that goes on", "é",
            "語", "😀", "\u200F", "x"),
        Gen.Char[' ', '~'].Select(c => c.ToString())).List[0, 120].Select(string.Concat);

    [Test]
    public void Encoded_text_decodes_to_the_same_text() => Text.Holds(text =>
        Assert.That(Decode(QuotedPrintable.Encode(text)), Is.EqualTo(Normal(text))));

    [Test]
    public void No_line_is_longer_than_76_or_ends_in_a_space() => Text.Holds(text =>
    {
        foreach (var line in Encoding.ASCII.GetString(QuotedPrintable.Encode(text)).Split("\r\n"))
        {
            Assert.That(line, Has.Length.LessThanOrEqualTo(76));
            Assert.That(line.EndsWith(' ') || line.EndsWith('\t'), Is.False);
        }
    });

    [Test]
    public void A_stencil_filled_is_the_text_with_its_values_put_in() => Gen.Select(Text, Text, Text).Holds(texts =>
    {
        var (before, value, after) = texts;
        var written = new ArrayBufferWriter<byte>();
        Stencil.Of(before + Hole.Of("x") + after).Fill(written, _ => value);
        var filled = written.WrittenSpan.ToArray();
        Assert.That(Decode(filled), Is.EqualTo(Normal(before) + Normal(value) + Normal(after)));
        Assert.That(Encoding.ASCII.GetString(filled).Split("\r\n").Max(line => line.Length), Is.LessThanOrEqualTo(76));
    });

    [Test]
    public void A_stencil_put_into_another_is_the_text_with_it_put_in() =>
        Gen.Select(Text, Text, Text, Text).Holds(texts =>
    {
        var (before, value, after, last) = texts;
        var written = new ArrayBufferWriter<byte>();
        var inner = Stencil.Of(value + Hole.Of("y") + after);
        Stencil.Of(before + Hole.Of("x") + last).With(hole => hole == "x" ? new(inner) : null).Fill(written, _ => "=");
        var filled = written.WrittenSpan.ToArray();
        Assert.That(Decode(filled), Is.EqualTo(Normal(before) + Normal(value) + "=" + Normal(after) + Normal(last)));
        Assert.That(Encoding.ASCII.GetString(filled).Split("\r\n").Max(line => line.Length), Is.LessThanOrEqualTo(76));
    });

    [Test]
    public void A_text_with_a_hole_is_wrapped_as_what_it_becomes() =>
        Gen.Select(Text, Text, Text, Gen.Int[0, 8]).Holds(made =>
    {
        var (before, value, after, indent) = made;
        var written = new ArrayBufferWriter<byte>();
        Stencil.Of(TextWrap.Wrap(before + Hole.Of("x") + after, indent)).Fill(written, _ => value);
        Assert.That(Decode(written.WrittenSpan.ToArray()),
            Is.EqualTo(Normal(TextWrap.Wrap(before + value + after, indent))));
    });

    private static string Normal(string text) => text.ReplaceLineEndings("\r\n");

    private static string Decode(byte[] encoded)
    {
        var decoder = new QuotedPrintableDecoder();
        var decoded = new byte[decoder.EstimateOutputLength(encoded.Length)];
        return Encoding.UTF8.GetString(decoded, 0, decoder.Decode(encoded, 0, encoded.Length, decoded));
    }
}
