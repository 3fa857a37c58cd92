using System.Net;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Web.Api;

/// <summary>What a subscriber was sent, by the API.</summary>
internal sealed class DeliveriesApiTests(StorageProvider provider) : OnSharedSites(provider)
{
    [Test]
    public async Task A_reader_s_mail_leads_to_its_digest_with_the_reasons()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await site.PapersAsync();
        await Ana.JoinAsync(site);
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        var mails = (await caller.GetAsync($"/subscribers/{id}/deliveries")).Items.EnumerateArray().ToList();
        Assert.That(mails.Select(mail => (mail.GetProperty("kind").GetString(), mail.GetProperty("state").GetString())),
            Is.EqualTo(new[] { ("welcome", "accepted"), ("confirm", "accepted") }));
        var one = (await caller.GetAsync($"/deliveries/{mails[0].GetProperty("id").GetInt64()}")).Json;
        Assert.That(one.GetProperty("delivery").GetRawText(), Is.EqualTo(mails[0].GetRawText()));
        Assert.That(one.GetProperty("attempts")[0].GetProperty("outcome").GetString(), Is.EqualTo("Accepted"));
        var digest = (await caller.GetAsync($"/digests/{mails[0].GetProperty("digestId").GetInt64()}")).Json;
        Assert.That(digest.GetProperty("kind").GetString(), Is.EqualTo("welcome"));
        Assert.That(digest.GetProperty("papers").GetArrayLength(), Is.EqualTo(10));
        Assert.That(digest.GetProperty("papers")[0].GetProperty("paper").GetProperty("title").GetString(),
            Is.Not.Empty);
    }

    [Test]
    public async Task Mail_comes_in_parts_the_latest_first()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await site.PapersAsync();
        await Ana.JoinAsync(site);
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        var first = await caller.GetAsync($"/subscribers/{id}/deliveries?limit=1");
        var second = await caller.GetAsync($"/subscribers/{id}/deliveries?limit=1&cursor={first.Next}");
        Assert.That(new[] { first, second }.Select(page => page.Items[0].GetProperty("kind").GetString()),
            Is.EqualTo(new[] { "welcome", "confirm" }));
        Assert.That(second.Next, Is.Null);
    }

    [Test]
    public async Task A_letter_about_a_change_of_address_is_called_so()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await Ana.JoinAsync(site);
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        var ana = (await site.Get<SubscriberStore>().FindAsync(id, default))!;
        await site.Get<AddressMove>().MoveAsync(ana, "ana@new.example", "On paper", default);
        Assert.That((await caller.GetAsync($"/subscribers/{id}/deliveries")).Items.EnumerateArray()
            .Select(mail => mail.GetProperty("kind").GetString()), Does.Contain("moved").And.No.Member("goodbye"));
    }

    [TestCase("/deliveries/4711")]
    [TestCase("/digests/4711")]
    public async Task An_unknown_mail_or_digest_is_not_found(string path)
    {
        var site = await Sites.EmptyAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        Assert.That((await caller.GetAsync(path)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
