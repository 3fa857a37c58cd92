using System.Net;
using System.Text;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>A library that a reader uploads on their own page, as Zotero exports it.</summary>
internal sealed class LibraryUploadTests
{
    private const string Own = "Shallow pools of unheard whales";

    [TestCase("library.bib", "@article{whales, title = {Shallow pools of unheard {Whales}}, year = {2020}}")]
    [TestCase("library.ris", "TY  - JOUR\r\nTI  - Shallow pools of unheard whales\r\nER  - \r\n")]
    public async Task A_library_and_the_lines_pasted_with_it_are_both_taken(string name, string text)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var title = await site.OneAsync<string>("SELECT title FROM papers ORDER BY id LIMIT 1");
        using var form = Form(name, Encoding.UTF8.GetBytes(text), title);
        var answer = await ana.PostAsync(PageOf(site), form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()),
            Does.Contain("2 papers are known").And.Contain(Own.ToLowerInvariant()).And.Contain(title));
        Assert.That(await LikedAsync(site), Has.Count.EqualTo(2).And.Contains("title:" + Own.ToLowerInvariant()));
    }

    [Test]
    public async Task The_form_works_without_a_script_and_names_what_it_takes()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var input = (await ana.OpenAsync(PageOf(site))).QuerySelector("input[name=library]")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(input.Closest("form")!.GetAttribute("enctype"), Is.EqualTo("multipart/form-data"));
            Assert.That(input.GetAttribute("accept"), Does.Contain(".bib,.ris"));
            Assert.That(input.Owner!.QuerySelector("label[for=liked-library]")!.TextContent, Does.Contain("1 MB"));
        }
    }

    [TestCase("%PDF-1.7 and more", "no references in this file")]
    [TestCase("<script>alert(1)</script>", "no references in this file")]
    [TestCase("", "Paste a paper, or choose a file")]
    public async Task A_file_of_another_kind_changes_nothing_and_is_told(string text, string line)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        using var form = Form("../../etc/passwd", Encoding.UTF8.GetBytes(text), "");
        var answer = await ana.PostAsync(PageOf(site), form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(line).And.Not.Contain("passwd"));
        Assert.That(await LikedAsync(site), Is.Empty);
    }

    [TestCase(PastedPapers.MostBytes, HttpStatusCode.OK)]
    [TestCase(PastedPapers.MostBytes + 1, HttpStatusCode.RequestEntityTooLarge)]
    [TestCase(3 * PastedPapers.MostBytes, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_library_has_a_megabyte_at_most(int bytes, HttpStatusCode status)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var text = $"@article{{whales, title = {{{Own}}}}}\n";
        using var form = Form("library.bib", Encoding.UTF8.GetBytes(text + new string(' ', bytes - text.Length)), "");
        Assert.That((await ana.PostAsync(PageOf(site), form)).StatusCode, Is.EqualTo(status));
        Assert.That(await LikedAsync(site), Has.Count.EqualTo(status == HttpStatusCode.OK ? 1 : 0));
    }

    [Test]
    public async Task A_hostile_title_is_text_on_the_page()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        const string Entry = "TY  - JOUR\nTI  - Pools &lt;img src=x onerror=alert(1)&gt; {{ site.base }} of "
            + "\u202Ewhales\0\nER  - \n";
        using var form = Form("library.ris", Encoding.UTF8.GetBytes(Entry), "");
        var page = await (await ana.PostAsync(PageOf(site), form)).Content.ReadAsStringAsync();
        Assert.That(page, Does.Not.Contain("<img src=x"));
        Assert.That(page.Contains('\u202E', StringComparison.Ordinal), Is.False);
        Assert.That(await LikedAsync(site), Has.Count.EqualTo(1));
    }

    private static MultipartFormDataContent Form(string name, byte[] file, string pasted) => new()
    {
        { new StringContent("like"), "act" },
        { new StringContent(pasted), "liked" },
        { new ByteArrayContent(file), "library", name },
    };

    private static string PageOf(SiteFixture site) =>
        site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe")).To("preferences");

    private static async Task<IReadOnlyList<string>> LikedAsync(SiteFixture site) =>
        (await site.Get<SubscriberStore>().FindAsync(Ana.Address))!.Wishes.Topics.More;
}
