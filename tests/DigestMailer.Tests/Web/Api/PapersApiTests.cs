using System.Net;
using System.Text.Json;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Web.Api;

/// <summary>Topics and papers by the API.</summary>
internal sealed class PapersApiTests(StorageProvider provider) : OnSharedSites(provider)
{
    private static readonly string[] Topics =
    [
        "--Topics:0:Slug=sound", "--Topics:0:Name=Sound", "--Topics:0:Query=sound", "--Topics:0:About=",
        "--Topics:0:Description=Recognition and synthesis",
        "--Topics:1:Slug=everything", "--Topics:1:Name=Everything", "--Topics:1:Query=*",
    ];

    private static string[] Keys(ApiReply reply) =>
        [.. reply.Items.EnumerateArray().Select(one => one.GetProperty("key").GetString()!)];

    [Test]
    public async Task Topics_come_in_the_order_of_the_settings()
    {
        await using var site = await SiteFixture.StartAsync(null, Topics);
        using var caller = await ApiCaller.JoinAsync(site);
        var topics = (await caller.GetAsync("/topics")).Items.EnumerateArray().ToList();
        Assert.That(topics.Select(one => one.GetProperty("slug").GetString()).Take(2),
            Is.EqualTo(new[] { "sound", "everything" }));
        Assert.That(topics[0].GetProperty("description").GetString(), Is.EqualTo("Recognition and synthesis"));
        Assert.That(topics[0].GetProperty("query").GetString(), Is.EqualTo("sound"));
    }

    [Test]
    public async Task The_papers_of_a_day_come_in_parts_as_on_the_page()
    {
        await using var site = await SiteFixture.StartAsync(null, Topics);
        using var caller = await ApiCaller.JoinAsync(site);
        await site.PapersAsync(count: 8, days: 2);
        var all = Keys(await caller.GetAsync("/papers?day=2026-11-23"));
        Assert.That(all, Has.Length.EqualTo(8).And.Unique);
        var first = await caller.GetAsync("/papers?day=2026-11-23&limit=5");
        var second = await caller.GetAsync($"/papers?day=2026-11-23&limit=5&cursor={first.Next}");
        Assert.That(Keys(first).Concat(Keys(second)), Is.EqualTo(all));
        Assert.That(second.Next, Is.Null);
        Assert.That(Keys(await caller.GetAsync("/papers")),
            Is.EquivalentTo(Keys(await caller.GetAsync("/papers?day=2026-11-24"))));
        Assert.That(Keys(await caller.GetAsync("/papers?day=2020-01-01")), Is.Empty);
        Assert.That(Keys(await caller.GetAsync("/papers?day=2026-11-23&topic=everything")), Is.EquivalentTo(all));
    }

    [Test]
    public async Task A_paper_is_found_by_any_of_its_names()
    {
        await using var site = await SiteFixture.StartAsync(null, Topics);
        using var caller = await ApiCaller.JoinAsync(site);
        await site.PapersAsync();
        var listed = (await caller.GetAsync("/papers?limit=1")).Items[0];
        var key = listed.GetProperty("key").GetString()!;
        var one = (await caller.GetAsync("/papers/" + key)).Json;
        Assert.That(one.GetRawText(), Is.EqualTo(listed.GetRawText()));
        Assert.That(one.GetProperty("topics").EnumerateArray().Select(slug => slug.GetString()),
            Does.Contain("everything"));
        Assert.That(one.GetProperty("page").GetString(), Does.StartWith(site.Address + "/papers/arxiv:"));
        Assert.That((await caller.GetAsync("/papers/" + key["arxiv:".Length..])).Json.GetProperty("key").GetString(),
            Is.EqualTo(key));
        Assert.That((await caller.GetAsync("/papers/nothing")).Code, Is.EqualTo("unknown"));
    }

    [Test]
    public async Task A_search_takes_the_query_language_and_comes_in_parts()
    {
        await using var site = await SiteFixture.StartAsync(null, Topics);
        using var caller = await ApiCaller.JoinAsync(site);
        await site.PapersAsync(count: 6);
        var listed = (await caller.GetAsync("/papers")).Items[0];
        var title = listed.GetProperty("title").GetString()!;
        var found = await caller.GetAsync("/search?q=" + Uri.EscapeDataString($"title:\"{title}\""));
        Assert.That(Keys(found), Does.Contain(listed.GetProperty("key").GetString()));
        var all = Keys(await caller.GetAsync("/search?q=*"));
        var first = await caller.GetAsync("/search?q=*&limit=4");
        var second = await caller.GetAsync($"/search?q=*&limit=4&cursor={first.Next}");
        Assert.That(Keys(first).Concat(Keys(second)), Is.EqualTo(all));
    }

    [TestCase("/papers?day=yesterday", "day")]
    [TestCase("/papers?day=2026-W48", "day")]
    [TestCase("/papers?day=2026-11", "day")]
    [TestCase("/papers?day=0001-01-01", "day")]
    [TestCase("/papers?topic=no-such-topic", "topic")]
    [TestCase("/search", "query")]
    [TestCase("/search?q=(speech", "query")]
    [TestCase("/search?q=speech&limit=x", "limit")]
    public async Task A_parameter_that_cannot_be_read_is_said_by_its_name(string path, string code)
    {
        var site = await Sites.EmptyAsync(Topics);
        using var caller = await ApiCaller.JoinAsync(site);
        var reply = await caller.GetAsync(path);
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.BadRequest, code)));
    }

    [Test]
    public async Task A_site_without_papers_has_an_empty_list()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        Assert.That((await caller.GetAsync("/papers")).Text, Is.EqualTo("""{"items":[],"next":null}"""));
        Assert.That((await caller.GetAsync("/search?q=speech")).Items.ValueKind, Is.EqualTo(JsonValueKind.Array));
    }
}
