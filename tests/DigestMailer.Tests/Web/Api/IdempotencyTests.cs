using System.Net;
using DigestMailer.Storage;
using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Web.Api;

/// <summary>POSTs with an Idempotency-Key: the same request acts once.</summary>
internal sealed class IdempotencyTests(StorageProvider provider) : OnSharedSites(provider)
{
    private static object Person(string email = "bo@readers.example") => new { email, proof = "On paper" };

    [Test]
    public async Task The_same_request_gets_the_same_answer_and_acts_once()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var first = await caller.PostAsync("/subscribers", Person(), "order-1");
        var second = await caller.PostAsync("/subscribers", Person(), "order-1");
        Assert.That((second.Status, second.Text, second.Headers["Location"]),
            Is.EqualTo((HttpStatusCode.Created, first.Text, first.Headers["Location"])));
        Assert.That(second.Headers["Idempotent-Replayed"], Is.EqualTo("true"));
        Assert.That(first.Headers.ContainsKey("Idempotent-Replayed"), Is.False);
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM consents"), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_request_under_the_same_name_is_rejected()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id = (await caller.PostAsync("/subscribers", Person(), "order-1")).Json.GetProperty("id").GetInt64();
        var body = await caller.PostAsync("/subscribers", Person("other@readers.example"), "order-1");
        var path = await caller.PostAsync($"/subscribers/{id}/leave", null, "order-1");
        Assert.That((body.Status, body.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "reused")));
        Assert.That((path.Status, path.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "reused")));
    }

    [Test]
    public async Task Names_belong_to_a_key_and_end_after_a_day()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        using var other = await ApiCaller.JoinAsync(site);
        await caller.PostAsync("/subscribers", Person(), "order-1");
        Assert.That((await other.PostAsync("/subscribers", Person("other@readers.example"), "order-1")).Status,
            Is.EqualTo(HttpStatusCode.Created));
        site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await caller.PostAsync("/subscribers", Person("third@readers.example"), "order-1")).Status,
            Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM api_answers"), Is.EqualTo(1));
    }

    [Test]
    public async Task Requests_that_come_at_once_act_once()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var replies = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => caller.PostAsync("/subscribers", Person(), "order-1")));
        Assert.That(replies.Select(reply => reply.Status).Distinct(),
            Is.SubsetOf(new[] { HttpStatusCode.Created, HttpStatusCode.Conflict }));
        Assert.That(replies.Count(reply => reply.Status == HttpStatusCode.Created
            && !reply.Headers.ContainsKey("Idempotent-Replayed")), Is.EqualTo(1));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM consents"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_request_whose_process_died_is_taken_up_after_a_minute()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await caller.PostAsync("/subscribers", Person(), "order-1");
        await site.RunAsync("UPDATE api_answers SET status = NULL, body = NULL, location = NULL");
        var soon = await caller.PostAsync("/subscribers", Person(), "order-1");
        Assert.That((soon.Status, soon.Code), Is.EqualTo((HttpStatusCode.Conflict, "running")));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await caller.PostAsync("/subscribers", Person(), "order-1")).Status,
            Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_request_that_was_rejected_can_be_put_right_under_the_same_name()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        Assert.That((await caller.PostAsync("/subscribers", Person("bo@readers"), "order-1")).Code,
            Is.EqualTo("invalid"));
        Assert.That((await caller.PostAsync("/subscribers", Person(), "order-1")).Status,
            Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Nothing_that_is_kept_has_an_address_in_it()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await caller.PostAsync("/subscribers", Person(), "order-1");
        await caller.PostAsync("/subscribers", new { email = "bo@readers" }, "order-2");
        Assert.That((await site.EverythingAsync()).Where(row => row.StartsWith("api_answers", StringComparison.Ordinal)
            && row.Contains("bo@", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("")]
    [TestCase("two words")]
    [TestCase("schlüssel")]
    public async Task A_name_is_visible_ASCII(string name)
    {
        var site = await Sites.EmptyAsync();
        var (_, key) = await site.Get<ApiKeyStore>().AddAsync("a test", ApiScope.All, null);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, site.Address + "/api/v1/subscribers/1/leave");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", name);
        using var answer = await http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }
}
