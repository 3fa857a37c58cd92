using System.Net;
using System.Text;
using DigestMailer.Service;
using DigestMailer.Service.Jobs;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Subscribers.Libraries;
using DigestMailer.Tests.Web;

namespace DigestMailer.Tests.Subscribers.Libraries;

/// <summary>A Zotero library, from the reader's own page to its weekly reading and its end.</summary>
internal sealed class LibraryTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string Pools = "Shallow pools of unheard whales";
    private const string Tides = "Tides that forget their moon";
    private const string Glass = "Glass that remembers the fire";

    [Test]
    public async Task Papers_of_a_connected_library_count_as_liked_and_its_key_is_nowhere_to_be_seen()
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools, Tides);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        var answer = await ana.PressAsync(PageOf(site), "Connect", ("key", $" {ZoteroServer.Key}\n"));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        var export = await (await ana.SendAsync(HttpMethod.Get, PageOf(site) + "/export")).Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(page, Does.Contain("2 papers are known").And.Contain("library of pool-diver once a week"));
            Assert.That(await LikedAsync(site), Is.EquivalentTo(new[] { Key(Pools), Key(Tides) }));
            Assert.That(zotero.Asked.Select(asked => asked.Address), Is.EqualTo(new[] { "GET /keys/current",
                "GET /users/475/items/top?format=bibtex&sort=dateAdded&direction=desc&limit=100&start=0" }));
            Assert.That(export, Does.Contain("\"zotero\"").And.Contain(ZoteroServer.Owner)
                .And.Not.Contain(ZoteroServer.Key).And.Not.Contain("sealed"));
            Assert.That(page, Does.Not.Contain(ZoteroServer.Key));
            Assert.That(site.Log.Where(line => line.Contains(ZoteroServer.Key, StringComparison.Ordinal)), Is.Empty);
            Assert.That(Holders(site, ZoteroServer.Key), Is.Empty);
        }
    }

    [Test]
    public async Task Nobody_can_connect_a_library_unless_the_operator_allows_it()
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings[1]);
        using var ana = await ReaderAsync(site);
        Assert.That((await ana.OpenAsync(PageOf(site))).QuerySelector("#library"), Is.Null);
        await ConnectAsync(site, ana);
        Assert.That(zotero.Asked, Is.Empty);
        Assert.That(await CountAsync(site), Is.Zero);
        Assert.That(await RoundsAsync(site), Has.No.Member(LibraryJob.Round));
    }

    [TestCase("", true, "rejects this key")]
    [TestCase("with spaces in it 123", true, "rejects this key")]
    [TestCase("Zq3vT8mZr1XwLb6NcY5dHs2J", false, "rejects this key")]
    public async Task A_key_that_is_rejected_is_one_line_and_nothing_is_kept(string key, bool isNoKey, string line)
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        var answer = await ana.PressAsync(PageOf(site), "Connect", ("key", key));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(line).And.Not.Contain("Zq3vT8"));
        Assert.That(zotero.Asked, Has.Count.EqualTo(isNoKey ? 0 : 1));
        Assert.That(await CountAsync(site), Is.Zero);
    }

    [TestCase("""{"user":{"library":true,"write":true}}""", "may change your library")]
    [TestCase("""{"user":{"library":true},"groups":{"all":{"library":true,"write":true}}}""", "may change your")]
    [TestCase("""{"user":{"library":false}}""", "may not read your library")]
    [TestCase("""{"groups":{"9":{"library":true,"write":false}}}""", "may not read your library")]
    [TestCase("null", "may not read your library")]
    public async Task Only_a_key_that_may_read_and_nothing_else_is_taken(string access, string line)
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools);
        zotero.Access = access;
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        var answer = await ana.PressAsync(PageOf(site), "Connect", ("key", ZoteroServer.Key));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(line));
        Assert.That(await CountAsync(site), Is.Zero);
        Assert.That(zotero.Asked, Has.Count.EqualTo(1));
    }

    [TestCase(500, null)]
    [TestCase(302, null)]
    [TestCase(404, null)]
    [TestCase(200, "<html>")]
    [TestCase(200, "[]")]
    [TestCase(200, """{"userID":-4,"access":{"user":{"library":true}}}""")]
    public async Task Zotero_that_does_not_answer_as_it_should_is_one_line(int status, string? nonsense)
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools);
        (zotero.Status, zotero.Nonsense) = (status, nonsense);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        var answer = await ana.PressAsync(PageOf(site), "Connect", ("key", ZoteroServer.Key));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Zotero does not answer"));
        Assert.That(await CountAsync(site), Is.Zero);
        Assert.That(zotero.Asked, Has.Count.EqualTo(1), "neither retried nor redirected");
    }

    [Test]
    public async Task A_library_is_read_again_each_week_and_what_the_reader_forgot_stays_forgotten()
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools, Tides);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        await ana.PressAsync(PageOf(site), "Add these papers", ("liked", "Maps of unwritten rivers"));
        await ana.PressAsync(PageOf(site), "Connect", ("key", ZoteroServer.Key));
        await site.Get<SubscriptionLife>().JudgeAsync(await IdAsync(site), Key(Tides), null);
        zotero.Asked.Clear();
        site.Clock.Advance(TimeSpan.FromDays(6));
        await ReadDueAsync(site);
        Assert.That(zotero.Asked, Is.Empty, "not before the week is over");
        site.Clock.Advance(TimeSpan.FromDays(1));
        await ReadDueAsync(site);
        Assert.That(zotero.Asked.Select(asked => asked.Since), Is.EqualTo(new[] { "12" }), "asked only what changed");

        zotero.Version = 13;
        zotero.Titles.Remove(Pools);
        zotero.Titles.Add(Glass);
        site.Clock.Advance(TimeSpan.FromDays(7));
        await ReadDueAsync(site);
        Assert.That(await LikedAsync(site), Is.EquivalentTo(new[] { Key("Maps of unwritten rivers"), Key(Glass) }));
        await ReadDueAsync(site);
        Assert.That(zotero.Asked, Has.Count.EqualTo(2), "once a week");
        Assert.That(await RoundsAsync(site), Has.Member(LibraryJob.Round));
    }

    [Test]
    public async Task A_paper_that_the_reader_wants_less_of_is_not_liked_for_being_in_the_library()
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools, Tides);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        await site.Get<SubscriptionLife>().JudgeAsync(await IdAsync(site), Key(Tides), false);
        await ana.PressAsync(PageOf(site), "Connect", ("key", ZoteroServer.Key));
        Assert.That(await LikedAsync(site), Is.EqualTo(new[] { Key(Pools) }));
    }

    [Test]
    public async Task Of_a_large_library_the_fifty_papers_count_that_were_added_last()
    {
        string[] titles = [.. Enumerable.Range(100, 200).Select(i => $"Paper of the pool number {i}")];
        await using var zotero = await ZoteroServer.StartAsync(titles);
        zotero.Titles.InsertRange(190, Enumerable.Repeat("", 95));
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        await ana.PressAsync(PageOf(site), "Connect", ("key", ZoteroServer.Key));
        Assert.That(await LikedAsync(site), Is.EquivalentTo(titles.TakeLast(50).Select(Key)));
        Assert.That(zotero.Asked, Has.Count.EqualTo(3), "notes fill most of the first page");
    }

    [TestCase(200, "3600", null)]
    [TestCase(429, null, "3600")]
    [TestCase(503, null, "3600")]
    public async Task Nobody_is_asked_while_Zotero_wants_rest(int status, string? backoff, string? retryAfter)
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        (zotero.Status, zotero.Backoff, zotero.RetryAfter) = (status, backoff, retryAfter);
        var answer = await ana.PressAsync(PageOf(site), "Connect", ("key", ZoteroServer.Key));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(status == 200
            ? "We read its papers as soon as Zotero lets us" : "Zotero does not answer"));
        Assert.That(await CountAsync(site), Is.EqualTo(status == 200 ? 1 : 0));
        (zotero.Status, zotero.Backoff, zotero.RetryAfter) = (200, null, null);
        site.Clock.Advance(TimeSpan.FromMinutes(59));
        await ConnectAsync(site, ana);
        await ReadDueAsync(site);
        Assert.That(zotero.Asked, Has.Count.EqualTo(1));
        site.Clock.Advance(TimeSpan.FromHours(6));
        Task again = status == 200 ? ReadDueAsync(site) : ConnectAsync(site, ana);
        await again;

        Assert.That(await LikedAsync(site), Is.EqualTo(new[] { Key(Pools) }));
    }

    [Test]
    public async Task A_key_that_was_revoked_is_deleted_and_its_reader_is_told()
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        await ana.PressAsync(PageOf(site), "Connect", ("key", ZoteroServer.Key));
        zotero.Status = 403;
        site.Clock.Advance(TimeSpan.FromDays(7));
        await ReadDueAsync(site);
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM libraries WHERE sealed IS NOT NULL"), Is.Zero);
        var page = (await ana.OpenAsync(PageOf(site))).Body!.TextContent;
        Assert.That(page, Does.Contain("Zotero rejects this key").And.Contain("A key that may read your library"));
        Assert.That(await LikedAsync(site), Has.Count.EqualTo(1));
        site.Clock.Advance(TimeSpan.FromDays(7));
        await ReadDueAsync(site);
        Assert.That(zotero.Asked, Has.Count.EqualTo(3), "it is asked no more");
    }

    [Test]
    public async Task A_library_goes_by_one_button_with_its_reader_or_when_they_leave()
    {
        await using var zotero = await ZoteroServer.StartAsync(Pools);
        await using var site = await SiteFixture.StartAsync(settings: zotero.Settings);
        using var ana = await ReaderAsync(site);
        var page = PageOf(site);
        await ana.PressAsync(page, "Connect", ("key", ZoteroServer.Key));
        var answer = await ana.PressAsync(page, "Disconnect");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("We deleted the key"));
        Assert.That(await CountAsync(site), Is.Zero);
        Assert.That(await LikedAsync(site), Has.Count.EqualTo(1));

        await ana.PressAsync(page, "Connect", ("key", ZoteroServer.Key));
        await ana.PressAsync(page, "Unsubscribe");
        await ReadDueAsync(site);
        Assert.That(await CountAsync(site), Is.Zero);
        await ana.PressAsync(page, "Subscribe again");
        await ana.PressAsync(page, "Connect", ("key", ZoteroServer.Key));
        await ana.PressAsync(page + "/erase", "Erase everything about me");
        Assert.That(await CountAsync(site), Is.Zero);
        Assert.That(Holders(site, ZoteroServer.Owner), Is.Empty);
    }

    [Test]
    public async Task A_key_opens_for_its_reader_alone_and_until_the_key_of_the_ring_is_revoked()
    {
        await using var site = await SiteFixture.StartAsync();
        var (seal, ring) = (site.Get<RingSeal>(), site.Get<KeyRing>());
        var bytes = seal.Seal("libraries", 7, ZoteroServer.Key);
        var old = ring.Keys("libraries")[0].Id;
        await ring.RotateAsync("libraries");
        byte[] changed = [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Encoding.Latin1.GetString(bytes), Does.Not.Contain(ZoteroServer.Key[..6]));
            Assert.That(seal.Open("libraries", 7, bytes), Is.EqualTo(ZoteroServer.Key));
            Assert.That(seal.Open("libraries", 8, bytes), Is.Null);
            Assert.That(seal.Open("others", 7, bytes), Is.Null);
            Assert.That(seal.Open("libraries", 7, changed), Is.Null);
            Assert.That(seal.Open("libraries", 7, []), Is.Null);
        }

        await ring.RevokeAsync(old);
        Assert.That(seal.Open("libraries", 7, bytes), Is.Null);
    }

    private static async Task<Visitor> ReaderAsync(SiteFixture site)
    {
        await site.PapersAsync();
        return await Ana.JoinAsync(site);
    }

    private static Task<HttpResponseMessage> ConnectAsync(SiteFixture site, Visitor ana) => ana.PostAsync(PageOf(site),
        new FormUrlEncodedContent([KeyValuePair.Create("act", "connect"),
            KeyValuePair.Create("key", ZoteroServer.Key)]));

    private static Task<string?> ReadDueAsync(SiteFixture site) =>
        site.Get<LibraryDesk>().ReadDueAsync(CancellationToken.None);

    private static string PageOf(SiteFixture site) =>
        site.Mails().First(mail => mail.Headers.Contains("List-Unsubscribe")).To("preferences");

    private static string Key(string title) => "title:" + title.ToLowerInvariant();

    private static async Task<long> IdAsync(SiteFixture site) =>
        (await site.Get<SubscriberStore>().FindAsync(Ana.Address))!.Id;

    private static async Task<IReadOnlyList<string>> LikedAsync(SiteFixture site) =>
        (await site.Get<SubscriberStore>().FindAsync(Ana.Address))!.Wishes.Topics.More;

    private static Task<long> CountAsync(SiteFixture site) => site.OneAsync<long>("SELECT count(*) FROM libraries");

    private static async Task<IEnumerable<string>> RoundsAsync(SiteFixture site) =>
        (await site.Get<TodayBoard>().ReadAsync()).Rounds.Select(round => round.Name);

    /// <summary>Files that hold a text.</summary>
    private static List<string> Holders(SiteFixture site, string text) => [.. site.Files()
        .Where(file => file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(file => file.Name)];
}
