using CsCheck;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Subscribers;

internal sealed class LinkTextTests
{
    private static readonly byte[] Mac = [.. Enumerable.Range(1, LinkText.MacBytes).Select(i => (byte)(i * 37))];

    private static readonly Gen<LinkText> Links =
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[1, 10_000_000], Gen.Long[0, 4_000_000_000],
            Gen.Byte.Array[LinkText.MacBytes],
            (key, subscriber, expiry, mac) => new LinkText(key, subscriber, expiry % 2 == 0 ? null : expiry, mac));

    [Test]
    public void A_token_has_letters_and_digits_only_and_says_the_same_when_read() => Links.Sample(link =>
    {
        var text = link.ToString();
        return text.All(char.IsAsciiLetterOrDigit) && Same(LinkText.Readings(text).First(), link)
            && Same(LinkText.Readings(text.ToUpperInvariant()).First(), link);
    });

    [Test]
    public void No_letter_of_a_token_may_change_or_be_added() =>
        Gen.Select(Links, Gen.Int[0, 1000], Gen.Char["0123456789abcdefghjkmnpqrstvwxyz"]).Sample(
            (link, at, letter) =>
            {
                var text = link.ToString();
                at %= text.Length;
                var changed = text[..at] + letter + text[(at + 1)..];
                return (changed == text || LinkText.Readings(changed).All(read => !Same(read, link)))
                    && LinkText.Readings(text + letter).All(read => !Same(read, link))
                    && LinkText.Readings(text[..^1]).All(read => !Same(read, link));
            });

    [TestCase("{0}.")]
    [TestCase("{0}>")]
    [TestCase("<{0}>")]
    [TestCase("{0})")]
    [TestCase("({0}).")]
    [TestCase("{0},")]
    [TestCase("{0};")]
    [TestCase("{0}%20")]
    [TestCase("{0} ")]
    [TestCase("{0} Unsubscribe")]
    [TestCase("{0}=")]
    [TestCase("{0}=20")]
    [TestCase("{0}=3D")]
    [TestCase("{0}\u200b")]
    [TestCase("\ufeff{0}")]
    [TestCase("{0}\u00ad")]
    [TestCase("{0}\u2060")]
    [TestCase("{0}\u201d")]
    [TestCase("{0}&gt;")]
    [TestCase("{0}*")]
    [TestCase("{0}'")]
    [TestCase("{0}\"")]
    [TestCase("{0}|")]
    [TestCase("{0}]")]
    [TestCase("{0}\u2026")]
    [TestCase("{0}%0D%0A")]
    [TestCase("{0}</a>")]
    [TestCase("{0}%3C/a%3E")]
    public void Characters_that_mail_programs_add_to_a_link_are_ignored(string written)
    {
        var link = new LinkText(3, 4711, null, Mac);
        foreach (var token in new[] { link.ToString(), Old(link), Old(link with { Expiry = 1_800_000_000 }) })
        {
            var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, written, token);
            Assert.That(LinkText.Readings(text).Any(read => read.Mac.SequenceEqual(Mac) && read.Subscriber == 4711),
                Is.True, text);
        }
    }

    [TestCase("=\r\n")]
    [TestCase("=")]
    [TestCase("=\n")]
    [TestCase("\r\n")]
    [TestCase(" ")]
    [TestCase("\u200b")]
    [TestCase("\u00ad")]
    [TestCase("=0D=0A")]
    [TestCase("%0D%0A")]
    [TestCase("%20")]
    public void A_break_inside_a_token_is_ignored(string gap)
    {
        var link = new LinkText(3, 4711, 1_800_000_000, Mac);
        foreach (var token in new[] { link.ToString(), Old(link) })
        {
            for (var at = 4; at < token.Length; at++)
            {
                var text = token[..at] + gap + token[at..];
                Assert.That(LinkText.Readings(text).Any(read => Same(read, link)), Is.True, text);
            }
        }
    }

    [TestCase(new byte[] { 0xfb }, "-")]
    [TestCase(new byte[] { 0xff }, "_")]
    public void An_old_token_whose_last_sign_a_program_left_out_is_read(byte[] end, string sign)
    {
        byte[] mac = [.. Mac[..^1], (byte)(sign == "-" ? 0x3e : 0x3f)];
        Assert.That(end, Has.Length.EqualTo(1));
        var link = new LinkText(3, 4711, null, mac);
        var token = Old(link);
        Assert.That(token, Does.EndWith(sign));
        Assert.That(LinkText.Readings(token[..^1]).Any(read => Same(read, link)), Is.True);
    }

    [TestCase("")]
    [TestCase("v1.")]
    [TestCase("v1.1.1.x")]
    [TestCase("....")]
    [TestCase("\u0000")]
    [TestCase("\ud800")]
    public void Anything_else_says_nothing(string text) =>
        Assert.That(LinkText.Readings(text).ToList(), Is.Empty);

    [Test]
    public void A_very_long_token_is_not_looked_at() =>
        Assert.That(LinkText.Readings(new string('a', 1_000_000)), Is.Empty);

    private static string Old(LinkText link) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"v1.{link.Key}.{link.Subscriber}.{(link.Expiry is { } end ? $"{end}." : "")}"
            + $"{System.Buffers.Text.Base64Url.EncodeToString(link.Mac)}");

    private static bool Same(LinkText one, LinkText other) =>
        (one.Key, one.Subscriber, one.Expiry) == (other.Key, other.Subscriber, other.Expiry)
            && one.Mac.SequenceEqual(other.Mac);
}
