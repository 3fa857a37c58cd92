using System.Net;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Web.Api;

/// <summary>Subscribers by the API: reading them, and what becomes of one.</summary>
internal sealed class SubscribersApiTests(StorageProvider provider) : OnSharedSites(provider)
{
    private static async Task<long> AddAsync(ApiCaller caller, string email, object? wishes = null) =>
        (await caller.PostAsync("/subscribers", new { email, proof = "On paper", wishes = wishes ?? new { } }))
            .Json.GetProperty("id").GetInt64();

    [Test]
    public async Task A_list_comes_in_parts_that_skip_and_repeat_nobody()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var ids = new List<long>();
        for (var number = 0; number < 7; number++)
        {
            ids.Add(await AddAsync(caller, $"reader{number}@readers.example"));
        }

        var seen = new List<long>();
        for (string? next = null, cursor = ""; cursor is not null; cursor = next)
        {
            var page = await caller.GetAsync("/subscribers?limit=3" + (cursor.Length == 0 ? "" : $"&cursor={cursor}"));
            seen.AddRange(page.Items.EnumerateArray().Select(one => one.GetProperty("id").GetInt64()));
            next = page.Next;
            if (seen.Count == 3)
            {
                // Whoever goes or comes meanwhile moves nobody else.
                await caller.DeleteAsync($"/subscribers/{ids[0]}");
            }
        }

        Assert.That(seen, Is.EqualTo(ids));
    }

    [TestCase("?limit=0", "limit")]
    [TestCase("?limit=201", "limit")]
    [TestCase("?limit=many", "limit")]
    [TestCase("?limit=-1", "limit")]
    [TestCase("?cursor=", "cursor")]
    [TestCase("?cursor=abc", "cursor")]
    [TestCase("?cursor=%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F", "cursor")]
    [TestCase("?cursor=__________8", "cursor")]
    [TestCase("?state=sleeping", "state")]
    [TestCase("?state=0", "state")]
    public async Task A_part_that_cannot_be_read_is_said_by_its_name(string query, string code)
    {
        var site = await Sites.EmptyAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reply = await caller.GetAsync("/subscribers" + query);
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.BadRequest, code)));
    }

    [Test]
    public async Task A_list_can_be_of_one_state_or_of_one_address()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var first = await AddAsync(caller, "a@readers.example");
        var second = await AddAsync(caller, "b@readers.example");
        await caller.PostAsync($"/subscribers/{first}/leave");
        async Task<long[]> Ids(string query) => [.. (await caller.GetAsync("/subscribers" + query)).Items
            .EnumerateArray().Select(one => one.GetProperty("id").GetInt64())];
        Assert.That(await Ids("?state=unsubscribed"), Is.EqualTo(new[] { first }));
        Assert.That(await Ids("?state=confirmed"), Is.EqualTo(new[] { second }));
        Assert.That(await Ids("?email=B@readers.EXAMPLE"), Is.EqualTo(new[] { second }));
        Assert.That(await Ids("?email=nobody@readers.example"), Is.Empty);
        Assert.That(await Ids("?email="), Is.Empty);
    }

    [Test]
    public async Task Wishes_that_are_left_out_stay_and_null_takes_back()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id = await AddAsync(caller, "a@readers.example",
            new { every = "week", max = 7, zone = "Europe/Berlin", queries = new[] { "speech" }, tellIfEmpty = true });
        var wishes = (await caller.PatchAsync($"/subscribers/{id}/wishes",
            new { max = (int?)null, at = "08:30", tellIfEmpty = false })).Json.GetProperty("wishes");
        Assert.That(wishes.GetProperty("every").GetString(), Is.EqualTo("week"));
        Assert.That(wishes.GetProperty("zone").GetString(), Is.EqualTo("Europe/Berlin"));
        Assert.That(wishes.GetProperty("queries").GetArrayLength(), Is.EqualTo(1));
        Assert.That(wishes.GetProperty("max").GetInt32(), Is.EqualTo(10));
        Assert.That(wishes.GetProperty("at").GetString(), Is.EqualTo("08:30"));
        Assert.That(wishes.GetProperty("tellIfEmpty").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Every_wish_that_is_shown_can_be_sent_back()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id =
            await AddAsync(caller, "a@readers.example", new { every = "fortnight", weekday = "tuesday", max = 20 });
        var before = (await caller.GetAsync($"/subscribers/{id}")).Json.GetProperty("wishes");
        foreach (var field in WishFields.All)
        {
            Assert.That(before.TryGetProperty(field.Json, out _), Is.True, field.Json);
        }

        var after = await caller.PatchAsync($"/subscribers/{id}/wishes", before.GetRawText());
        Assert.That(after.Json.GetProperty("wishes").GetRawText(), Is.EqualTo(before.GetRawText()));
    }

    [Test]
    public async Task A_pause_holds_mail_back_until_its_end()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await site.PapersAsync();
        var id = await AddAsync(caller, "a@readers.example", new { every = "day" });
        var until = site.Clock.GetUtcNow().AddDays(3);
        var paused = await caller.PutAsync($"/subscribers/{id}/pause", new { until });
        Assert.That(paused.Json.GetProperty("pausedUntil").GetDateTimeOffset(),
            Is.EqualTo(until).Within(TimeSpan.FromMilliseconds(1)));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        Assert.That(site.Mails(), Is.Empty);
        var resumed = await caller.DeleteAsync($"/subscribers/{id}/pause");
        Assert.That(resumed.Json.GetProperty("pausedUntil").ValueKind,
            Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        await site.DeliverAsync();
        Assert.That(site.Mails(), Has.Count.EqualTo(1));
    }

    [TestCase("""{"until":"2020-01-01T00:00:00Z"}""")]
    [TestCase("""{"until":"2040-01-01T00:00:00Z"}""")]
    [TestCase("""{"until":"tomorrow"}""")]
    [TestCase("""{"until":"9999-12-31T23:59:59-14:00"}""")]
    [TestCase("""{"from":"2027-01-01T00:00:00Z"}""")]
    [TestCase("""{}""")]
    public async Task A_pause_needs_an_end_that_is_near(string body)
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id = await AddAsync(caller, "a@readers.example");
        Assert.That((await caller.PutAsync($"/subscribers/{id}/pause", body)).Status,
            Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    [Test]
    public async Task Leaving_ends_a_subscription_once_and_says_goodbye()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id = await AddAsync(caller, "a@readers.example");
        var results = new List<string?>();
        for (var time = 0; time < 2; time++)
        {
            var reply = await caller.PostAsync($"/subscribers/{id}/leave");
            results.Add(reply.Json.GetProperty("result").GetString());
        }

        await site.DeliverAsync();
        Assert.That(results, Is.EqualTo(new[] { "left", "stayed" }));
        Assert.That(site.Mails(), Has.Count.EqualTo(1));
        Assert.That((await caller.GetAsync($"/subscribers/{id}")).Json.GetProperty("state").GetString(),
            Is.EqualTo("unsubscribed"));
    }

    [Test]
    public async Task Erasing_leaves_nothing_of_a_person_in_any_table()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var person = new { email = "erased@readers.example", proof = "Said so to Erasmia" };
        var id = (await caller.PostAsync("/subscribers", person, "first")).Json.GetProperty("id").GetInt64();
        await caller.PostAsync($"/subscribers/{id}/leave", null, "second");
        Assert.That((await caller.DeleteAsync($"/subscribers/{id}")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await site.EverythingAsync()).Where(row => row.Contains("erased@", StringComparison.Ordinal)
            || row.Contains("Erasmia", StringComparison.Ordinal)), Is.Empty);
        Assert.That((await caller.PostAsync("/subscribers", person)).Code, Is.EqualTo("suppressed"));
    }

    [Test]
    public async Task The_record_of_a_person_has_their_consents_and_their_mail()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id = await AddAsync(caller, "a@readers.example");
        var record = (await caller.GetAsync($"/subscribers/{id}/record")).Json;
        Assert.That(record.GetProperty("consents")[0].GetProperty("source").GetString(), Is.EqualTo("api"));
        Assert.That(record.GetProperty("mail").GetArrayLength(), Is.Zero);
    }

    [TestCase("GET", "")]
    [TestCase("GET", "/record")]
    [TestCase("GET", "/deliveries")]
    [TestCase("PATCH", "/wishes")]
    [TestCase("PUT", "/pause")]
    [TestCase("DELETE", "/pause")]
    [TestCase("POST", "/leave")]
    [TestCase("DELETE", "")]
    public async Task Somebody_unknown_is_not_found(string method, string path)
    {
        var site = await Sites.EmptyAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var body = new { until = site.Clock.GetUtcNow().AddDays(1) };
        var reply = await caller.SendAsync(HttpMethod.Parse(method), $"/subscribers/4711{path}",
            path == "/pause" ? body : "{}");
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.NotFound, "unknown")));
    }
}
