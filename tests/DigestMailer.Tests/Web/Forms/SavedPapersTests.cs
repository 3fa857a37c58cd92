using System.Net;
using System.Xml.Linq;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>"Save for later", from the card of a mail to the list, its files and its feed.</summary>
internal sealed class SavedPapersTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Test]
    public async Task A_paper_is_saved_next_to_more_and_less_and_listed_cited_and_fed()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var before = await site.EverythingAsync();
        var (first, second) = (await CardAsync(site, 0), await CardAsync(site, 1));
        await ana.OpenAsync(first.Link);
        Assert.That(await site.EverythingAsync(), Is.EqualTo(before), "GET changes nothing");
        await ana.PressAsync(first.Link, "Save for later");
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await ana.PressAsync(second.Link, "Save for later");
        await ana.PostAsync(first.Link, new FormUrlEncodedContent([KeyValuePair.Create("wish", "save")]));

        var list = await ListAsync(site, ana);
        var page = await ana.OpenAsync(list);
        Assert.That(page.QuerySelectorAll(".marked a").Select(one => one.TextContent),
            Is.EqualTo(new[] { second.Title, first.Title }), "each once, the last saved first");
        var again = await ana.OpenAsync(first.Link);
        Assert.That(again.Body!.TextContent, Does.Contain("on your list").And.Not.Contain("Save for later"));
        var cited = await ana.SendAsync(HttpMethod.Get, list + "/papers.bib");
        Assert.That(await cited.Content.ReadAsStringAsync(), Does.StartWith("@misc{").And.Contain(first.Title[..20]));
        Assert.That(cited.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(await (await ana.SendAsync(HttpMethod.Get, list + "/papers.ris")).Content.ReadAsStringAsync(),
            Does.StartWith("TY  - "));
        var feed = XDocument.Parse(await (await ana.SendAsync(HttpMethod.Get, list + "/papers.atom")).Content
            .ReadAsStringAsync());
        Assert.That(feed.Root!.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value),
            Is.EqualTo(new[] { second.Title, first.Title }));
        Assert.That(feed.Root.Element(Atom + "link")!.Attribute("href")!.Value, Is.EqualTo(site.Address + list
            + "/papers.atom"));
    }

    [Test]
    public async Task A_paper_is_taken_off_and_put_back()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var card = await CardAsync(site, 0);
        await ana.PressAsync(card.Link, "Save for later");
        var list = await ListAsync(site, ana);
        var removed = await ana.PressAsync(list, "Remove");
        Assert.That(await removed.Content.ReadAsStringAsync(), Does.Contain("off your list").And
            .Contain("Nothing is saved yet"));
        var key = await site.OneAsync<string>("SELECT key FROM papers ORDER BY id LIMIT 1");
        await ana.PostAsync(list, new FormUrlEncodedContent([KeyValuePair.Create("back", key)]));
        Assert.That((await ana.OpenAsync(list)).QuerySelectorAll(".marked a"), Has.Count.EqualTo(1));
        await ana.PostAsync(list, new FormUrlEncodedContent([KeyValuePair.Create("back", "arxiv:9999.99999")]));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM saved_papers"), Is.EqualTo(1),
            "only papers that there are");
    }

    [Test]
    public async Task A_list_opens_by_its_own_link_alone_and_ends_with_its_reader()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var card = await CardAsync(site, 0);
        await ana.PressAsync(card.Link, "Save for later");
        var list = await ListAsync(site, ana);
        foreach (var wrong in new[] { list[..^4], card.Link.Replace("/feedback/", "/saved/", StringComparison.Ordinal),
            list + "x/papers.atom", list.Replace("/saved/", "/preferences/", StringComparison.Ordinal) })
        {
            Assert.That((await ana.SendAsync(HttpMethod.Get, wrong)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound),
                wrong);
        }

        var own = site.Mails().Single(mail => mail.Headers.Contains("List-Unsubscribe")).To("preferences");
        var record = await (await ana.SendAsync(HttpMethod.Get, own + "/export")).Content.ReadAsStringAsync();
        Assert.That(record, Does.Contain("\"saved\"").And.Contain("arxiv:"));
        await ana.PressAsync(own + "/erase", "Erase everything about me");
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM saved_papers"), Is.Zero);
        Assert.That((await ana.SendAsync(HttpMethod.Get, list)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    /// <summary>A paper of the mail, with the link of its card.</summary>
    private static async Task<(string Title, string Link)> CardAsync(SiteFixture site, int number)
    {
        var (id, title) = (await site.ReadAsync<(long, string)>("SELECT id, title FROM papers ORDER BY id"))[number];
        var reader = await site.OneAsync<long>("SELECT id FROM subscribers");
        return (title, $"/feedback/{site.Get<SignedLinks>().Sign(LinkPurpose.Feedback, reader)}?paper={id}");
    }

    /// <summary>The address of the list, as the reader's own page has it.</summary>
    private static async Task<string> ListAsync(SiteFixture site, Visitor reader)
    {
        var own = site.Mails().Single(mail => mail.Headers.Contains("List-Unsubscribe")).To("preferences");
        return (await reader.OpenAsync(own)).QuerySelectorAll("a").Select(link => link.GetAttribute("href")!)
            .Single(link => link.Contains("/saved/", StringComparison.Ordinal));
    }
}
