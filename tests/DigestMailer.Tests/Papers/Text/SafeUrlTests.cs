using DigestMailer.Papers.Text;

namespace DigestMailer.Tests.Papers.Text;

/// <summary>Which addresses of strangers are let through, and in which form.</summary>
internal sealed class SafeUrlTests
{
    [TestCase("https://arxiv.org/abs/2508.01234", "https://arxiv.org/abs/2508.01234")]
    [TestCase("http://example.org", "http://example.org/")]
    [TestCase("  https://example.org/a  ", "https://example.org/a")]
    [TestCase("HTTPS://EXAMPLE.ORG/A", "https://example.org/A")]
    [TestCase("https://example.org:8443/a?b=c&d#e", "https://example.org:8443/a?b=c&d#e")]
    [TestCase("https://example.org/a b", "https://example.org/a%20b")]
    [TestCase("https://example.org/\"><script>", "https://example.org/%22%3E%3Cscript%3E")]
    [TestCase("https://example.org/\u00e9", "https://example.org/%C3%A9")]
    [TestCase("https://b\u00fccher.example/", "https://b\u00fccher.example/")]
    [TestCase("https://[2001:db8::1]/a", "https://[2001:db8::1]/a")]
    [TestCase("https://example.org/a/../b", "https://example.org/b")]
    public void A_web_address_is_let_through_escaped(string given, string expected) =>
        Assert.That(SafeUrl.OrNull(given), Is.EqualTo(expected));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("example.org/a")]
    [TestCase("/abs/2508.01234")]
    [TestCase("//example.org/a")]
    [TestCase("javascript:alert(1)")]
    [TestCase("JaVaScRiPt:alert(1)")]
    [TestCase("java\nscript:alert(1)")]
    [TestCase("data:text/html,<script>alert(1)</script>")]
    [TestCase("vbscript:x")]
    [TestCase("file:///etc/passwd")]
    [TestCase("ftp://example.org/a")]
    [TestCase("mailto:a@example.org")]
    [TestCase("blob:https://example.org/a")]
    [TestCase("https://user:secret@example.org/")]
    [TestCase("https://example.org@evil.example/")]
    [TestCase("https://")]
    [TestCase("https:///a")]
    [TestCase("http://exa mple.org/")]
    [TestCase("https://exam\u0000ple.org/")]
    [TestCase("https://example.org:99999/")]
    public void Anything_else_is_not(string? given) => Assert.That(SafeUrl.OrNull(given), Is.Null);

    [Test]
    public void An_address_is_at_most_two_thousand_long_escaped_too()
    {
        var most = "https://example.org/" + new string('a', 1980);
        Assert.That(
            (SafeUrl.Is(most), SafeUrl.Is(most + "a"), SafeUrl.Is("https://example.org/" + new string('\u00e9', 400))),
            Is.EqualTo((true, false, false)));
    }
}
