using DigestMailer.Web.Reading;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Web.Reading;

/// <summary>Pages that are written piece by piece.</summary>
internal sealed class HoledPageTests
{
    [Test]
    public async Task A_visitors_copy_is_the_page_with_every_hole_filled()
    {
        var random = new Random(7);
        string[] parts = ["<p>", "é", "[a]", "[bb]", "日本", "[", "a]", "x"];
        for (var round = 0; round < 500; round++)
        {
            var html =
                string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            Assert.That(await CopyAsync(new HoledPage(html, ["[a]", "[bb]"]), "ü1", "[a]"), Is.EqualTo(Filled(html)));
        }
    }

    [Test]
    public async Task A_page_without_holes_is_as_it_is() =>
        Assert.That(await CopyAsync(new HoledPage("<p>[a]</p>", [])), Is.EqualTo("<p>[a]</p>"));

    private static string Filled(string html) => string.Join("ü1",
        html.Split("[a]").Select(text => text.Replace("[bb]", "[a]", StringComparison.Ordinal)));

    private static async Task<string> CopyAsync(HoledPage page, params string[] values)
    {
        using var sent = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = sent } };
        await page.For(values, StatusCodes.Status200OK).ExecuteAsync(context);
        Assert.That(context.Response.ContentLength, Is.EqualTo(sent.Length));
        return System.Text.Encoding.UTF8.GetString(sent.ToArray());
    }
}
