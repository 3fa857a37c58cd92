using System.Net;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;

namespace DigestMailer.Tests.Web;

/// <summary>
/// Links that speak for one person: opened by scanners, broken, bent to another use, signed by a key that is gone.
/// </summary>
internal sealed class LinkTests(StorageProvider provider) : OnSharedSites(provider)
{
    private const string Reader = Ana.Address;

    [Test]
    public async Task A_scanner_that_opens_every_link_of_every_mail_ten_times_changes_nothing()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = new Visitor(site.Address);
        await ana.PressAsync("/subscribe", "Subscribe", ("email", Reader));
        await site.DeliverAsync();
        await ScanAsync(site);
        await ana.PressAsync(site.Mails().Single().To("confirm"), "Confirm my digest");
        await site.DeliverAsync();
        await ScanAsync(site);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        Assert.That(await site.ReadAsync<string>("SELECT kind FROM outbox ORDER BY id"),
            Is.EqualTo(new[] { "Confirm", "Welcome", "Digest" }));
        await ScanAsync(site, least: 20);
        await ana.PressAsync(site.Mails().First(mail => mail.Headers.Contains("List-Unsubscribe")).To("unsubscribe"),
            "Unsubscribe");
        await site.DeliverAsync();
        Assert.That(site.Mails(), Has.Count.EqualTo(4), "and the goodbye");
        await ScanAsync(site, least: 20);
    }

    /// <param name="least">How many links there are at least: a digest alone has two for each of its papers.</param>
    private static async Task ScanAsync(SiteFixture site, int least = 2)
    {
        using var scanner = new Visitor(site.Address);
        var links =
            site.Mails().SelectMany(mail => mail.All())
                .Where(link => link.StartsWith(site.Address, StringComparison.Ordinal)).Distinct().ToList();
        Assert.That(links, Has.Count.GreaterThanOrEqualTo(least));
        var before = await site.EverythingAsync();
        for (var i = 0; i < 10; i++)
        {
            foreach (var link in links)
            {
                await scanner.SendAsync(HttpMethod.Get, link);
                await scanner.SendAsync(HttpMethod.Head, link);
            }
        }

        Assert.That(await site.EverythingAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_token_that_is_not_good_for_this_gets_the_same_polite_page_and_changes_nothing()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = new Visitor(site.Address);
        await ana.PressAsync("/subscribe", "Subscribe", ("email", Reader));
        await site.DeliverAsync();
        await ana.PressAsync(site.Mails().Single().To("confirm"), "Confirm my digest");
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        var links = site.Get<SignedLinks>();
        var ring = site.Get<KeyRing>();
        var old = ring.Keys(SignedLinks.Ring)[0].Id;
        var rotatedOut = links.Sign(LinkPurpose.Unsubscribe, id);
        await ring.RotateAsync(SignedLinks.Ring);
        Assert.That(await ring.RevokeAsync(old), Is.True);
        var good = links.Sign(LinkPurpose.Unsubscribe, id);
        string[] bad =
        [
            good[..^1] + (good[^1] == 'a' ? 'b' : 'a'), good[..^4],
            (LinkText.Readings(good).First() with { Subscriber = id + 1 }).ToString(), "v2" + good[2..], good + "x",
            "x",
            "v1.1.1.1",
            links.Sign(LinkPurpose.View, id), links.Sign(LinkPurpose.Confirm, id, SiteFixture.Now.AddDays(1)),
            links.Sign(LinkPurpose.Unsubscribe, id, SiteFixture.Now.AddSeconds(-1)), rotatedOut,
        ];
        var before = await site.EverythingAsync();
        var pages = new HashSet<string>();
        foreach (var path in new[] { "unsubscribe", "preferences", "confirm" })
        {
            foreach (var token in bad.Where(token => path != "confirm" || token != bad[8]))
            {
                foreach (var answer in new[] { await ana.SendAsync(HttpMethod.Get, $"/{path}/{token}"),
                    await ana.PostAsync($"/{path}/{token}",
                        new FormUrlEncodedContent([KeyValuePair.Create("act", "leave")])) })
                {
                    Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{path}/{token}");
                    pages.Add(Unsealed(await answer.Content.ReadAsStringAsync()));
                }
            }
        }

        Assert.That(pages, Has.Count.EqualTo(1));
        Assert.That(await site.EverythingAsync(), Is.EqualTo(before));
        Assert.That((await ana.SendAsync(HttpMethod.Get, $"/unsubscribe/{good}")).StatusCode,
            Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>Without the seal of the form on it, which is new each time.</summary>
    private static string Unsealed(string page) =>
        string.Join('\n', page.Split('\n').Where(line => !line.Contains("type=\"hidden\"", StringComparison.Ordinal)));

    [Test]
    public async Task A_link_joined_with_several_slashes_opens_its_page()
    {
        await using var site = await SiteFixture.StartAsync();
        var link = site.Get<SignedLinks>().Sign(LinkPurpose.Unsubscribe, 7);
        using var client = new HttpClient();
        using var joined = await client.GetAsync($"{site.Address}///unsubscribe/{link}");
        using var plain = await client.GetAsync($"{site.Address}/unsubscribe/{link}");
        Assert.That(joined.StatusCode, Is.EqualTo(plain.StatusCode));
        Assert.That(Unsealed(await joined.Content.ReadAsStringAsync()),
            Is.EqualTo(Unsealed(await plain.Content.ReadAsStringAsync())));
    }

    [Test]
    public async Task Every_link_of_a_digest_opens_with_what_mail_programs_add_to_it()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        (await Ana.JoinAsync(site)).Dispose();
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        var links = site.Mails()[^1].All().Where(link => link.StartsWith(site.Address, StringComparison.Ordinal)
            && !link.Contains('#', StringComparison.Ordinal) && link.Contains("/v", StringComparison.Ordinal)).ToList();
        Assert.That(links.Select(link => new Uri(link).Segments[1]), Is.SupersetOf(new[] { "view/" }));
        using var client = new HttpClient();
        string[] tails = ["", ".", "%3E", ")", ",", "=", "%20", "%0D%0A", "%C2%A0", "%E2%80%8B", "=%0D%0A"];
        foreach (var (link, tail) in links.SelectMany(link => tails.Select(tail => (link, tail))))
        {
            using var answer = await client.GetAsync(link + tail);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), link + tail);
        }

        foreach (var bent in new[] { "?paper=3D1", "?amp;paper=1" })
        {
            var link = site.Mails()[^1].To("feedback").Split('?')[0] + bent;
            using var answer = await client.GetAsync(link);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), link);
        }
    }

    [TestCase("unsubscribe")]
    [TestCase("unsubscribe/")]
    [TestCase("preferences/")]
    [TestCase("confirm/")]
    [TestCase("feedback/")]
    [TestCase("move/")]
    [TestCase("undo-move")]
    public async Task A_link_cut_off_before_its_token_gets_the_page_that_sends_a_fresh_one(string page)
    {
        var site = await Sites.EmptyAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync($"{site.Address}/{page}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("name=\"email\""));
    }

    [TestCase("unsubscribe")]
    [TestCase("confirm")]
    [TestCase("preferences")]
    [TestCase("feedback")]
    public async Task A_link_with_a_slash_in_it_gets_the_page_that_sends_a_fresh_one(string page)
    {
        var site = await Sites.EmptyAsync();
        using var client = new HttpClient();
        using var answer = await client.GetAsync($"{site.Address}/{page}/abc/def");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("name=\"email\""));
    }

    [Test]
    public async Task A_retired_key_still_verifies_and_no_longer_signs()
    {
        await using var site = await SiteFixture.StartAsync();
        var (links, ring) = (site.Get<SignedLinks>(), site.Get<KeyRing>());
        var old = links.Sign(LinkPurpose.Unsubscribe, 7);
        var fresh = await ring.RotateAsync(SignedLinks.Ring);
        Assert.That(LinkText.Readings(links.Sign(LinkPurpose.Unsubscribe, 7)).First().Key, Is.EqualTo(fresh));
        Assert.That(links.Verify(LinkPurpose.Unsubscribe, old), Is.EqualTo(7));
        site.Clock.Advance(TimeSpan.FromDays(4000));
        Assert.That(links.Verify(LinkPurpose.Unsubscribe, old), Is.EqualTo(7), "an unsubscribe link never ends");
        Assert.That(await ring.RevokeAsync(fresh), Is.False, "the key that signs stays");
    }

    [Test]
    public async Task Pages_of_one_person_are_kept_nowhere_and_no_token_or_address_is_logged()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = new Visitor(site.Address);
        await ana.PressAsync("/subscribe", "Subscribe", ("email", Reader));
        await site.DeliverAsync();
        var confirm = site.Mails().Single().To("confirm");
        await ana.PressAsync(confirm, "Confirm my digest");
        await site.DeliverAsync();
        var mail = site.Mails().First(one => one.Headers.Contains("List-Unsubscribe"));
        foreach (var link in new[] { confirm, mail.To("unsubscribe"), mail.To("preferences"),
            mail.To("preferences") + "/export" })
        {
            var answer = await ana.SendAsync(HttpMethod.Get, link);
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True, link);
            Assert.That(answer.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"), link);
            Assert.That(site.Log.Where(line => line.Contains(link.Split('/')[4], StringComparison.Ordinal)), Is.Empty,
                link);
        }

        Assert.That(site.Log.Where(line => line.Contains("readers.example", StringComparison.OrdinalIgnoreCase)),
            Is.Empty);
    }
}
