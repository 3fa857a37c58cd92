using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using DigestMailer.Digests;

namespace DigestMailer.Tests.Digests;

/// <summary>What mail clients can and cannot show (caniemail), checked on the rendered page.</summary>
internal sealed class HtmlLintTests
{
    [TestCase(0)]
    [TestCase(2)]
    [TestCase(10)]
    public void The_html_keeps_to_what_mail_clients_show(int papers)
    {
        var html = Samples.Compose(Samples.Digest(papers)).Message.HtmlBody!;
        var page = new HtmlParser().ParseDocument(html);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll("table").Select(table => table.GetAttribute("role")), Is.All.EqualTo("presentation"));
            Assert.That(page.QuerySelectorAll("img,svg,form,script,iframe,object,link,picture,video,input"), Is.Empty);
            Assert.That(html, Does.Not.Contain("flex").And.Not.Contain("grid").And.Not.Contain("var(").And.Not.Contain("url(").And.Not.Contain("@import"));
            Assert.That(page.QuerySelectorAll("style").Sum(style => style.TextContent.Length), Is.LessThan(16 * 1024));
            Assert.That(page.DocumentElement.GetAttribute("lang"), Is.EqualTo("en"));
            Assert.That(page.QuerySelectorAll("h1"), Has.Length.EqualTo(1));
            Assert.That(page.QuerySelectorAll("h2"), Has.Length.EqualTo(papers));
            Assert.That(page.QuerySelector("h1,h2,h3")!.LocalName, Is.EqualTo("h1"));
            Assert.That(page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")), Is.All.StartsWith("https://"));
            Assert.That(page.QuerySelectorAll("a").Select(a => a.TextContent.Trim()), Is.All.Not.Empty);
        }
    }

    [Test]
    public void Every_colour_is_readable_on_its_ground_in_light_and_dark()
    {
        var palette = Palette.Of(Samples.Site.Accent);
        string[] light = ["#26241f", "#67625a", "#5c574f", palette.Light];
        string[] dark = ["#f0eee9", "#b4b1ab", palette.Dark];
        Assert.That(light.SelectMany(text => new[] { "#ffffff", "#f4f2ed" }, Palette.Contrast), Is.All.GreaterThanOrEqualTo(4.5));
        Assert.That(dark.SelectMany(text => new[] { "#18181b", "#222226", "#2b2b30" }, Palette.Contrast), Is.All.GreaterThanOrEqualTo(4.5));
    }

    [TestCase("#ffff00")]
    [TestCase("#000000")]
    [TestCase("#ffffff")]
    [TestCase("#1d4ed8")]
    public void Any_accent_becomes_readable(string accent)
    {
        var palette = Palette.Of(accent);
        Assert.That(new[] { Palette.Contrast(palette.Light, "#f4f2ed"), Palette.Contrast(palette.Dark, "#222226"), Palette.Contrast(palette.Dark, "#2b2b30") }, Is.All.GreaterThanOrEqualTo(4.5));
    }
}
