using System.Net;
using DigestMailer.Storage;
using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Web.Api;

/// <summary>The further digests of a subscriber by the API.</summary>
internal sealed class DigestsApiTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly object Alert = new
    {
        name = "My alert",
        proof = "Asked in the app",
        wishes = new { every = "match", queries = new[] { "speech" } },
    };

    private static async Task<long> ReaderAsync(ApiCaller caller) =>
        (await caller.PostAsync("/subscribers", new { email = "ana@readers.example", proof = "On paper" }))
            .Json.GetProperty("id").GetInt64();

    [Test]
    public async Task A_further_digest_is_added_listed_changed_renamed_and_removed()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reader = await ReaderAsync(caller);
        var added = await caller.PostAsync($"/subscribers/{reader}/digests", Alert);
        var id = added.Json.GetProperty("id").GetInt64();
        Assert.That((added.Status, added.Json.GetProperty("state").GetString()),
            Is.EqualTo((HttpStatusCode.Created, "confirmed")), added.Text);
        Assert.That(added.Headers["Location"], Does.EndWith($"/api/v1/subscribers/{id}"));

        foreach (var any in new[] { reader, id })
        {
            var list = (await caller.GetAsync($"/subscribers/{any}/digests")).Items.EnumerateArray().ToList();
            Assert.That(list.Select(one => (one.GetProperty("id").GetInt64(), one.GetProperty("readerId").GetInt64(),
                one.GetProperty("digest").GetString(), one.GetProperty("email").GetString())), Is.EqualTo(new[]
                {
                    (reader, reader, null, "ana@readers.example"), (id, reader, "My alert", "ana@readers.example"),
                }));
        }

        var wishes = (await caller.PatchAsync($"/subscribers/{id}/wishes", new { every = "week" })).Json;
        Assert.That(wishes.GetProperty("wishes").GetProperty("queries")[0].GetString(), Is.EqualTo("speech"));
        Assert.That((await caller.GetAsync($"/subscribers/{reader}")).Json.GetProperty("wishes").GetProperty("every")
            .GetString(), Is.EqualTo("day"), "the first one stays as it was");
        var renamed = await caller.PutAsync($"/subscribers/{id}/digest", new { name = "The best of speech" });
        Assert.That(renamed.Json.GetProperty("digest").GetString(), Is.EqualTo("The best of speech"), renamed.Text);
        Assert.That((await caller.DeleteAsync($"/subscribers/{reader}/digests/{id}")).Status,
            Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await caller.DeleteAsync($"/subscribers/{reader}/digests/{id}")).Status,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await caller.GetAsync($"/subscribers/{reader}/digests")).Items.GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_POST_adds_one_digest()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reader = await ReaderAsync(caller);
        var first = await caller.PostAsync($"/subscribers/{reader}/digests", Alert, "once");
        var second = await caller.PostAsync($"/subscribers/{reader}/digests", Alert, "once");
        Assert.That((second.Status, second.Text), Is.EqualTo((first.Status, first.Text)));
        Assert.That(await site.OneAsync<int>("SELECT count(*) FROM subscriptions"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_digest_that_cannot_be_added_gets_a_code_and_changes_nothing()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reader = await ReaderAsync(caller);
        var digests = $"/subscribers/{reader}/digests";
        await caller.PostAsync(digests, Alert);
        await FailsAsync(digests, new { name = "MY ALERT" }, HttpStatusCode.Conflict, "taken");
        await FailsAsync(digests, new { }, HttpStatusCode.UnprocessableEntity, "invalid");
        await FailsAsync(digests, new { name = " " }, HttpStatusCode.UnprocessableEntity, "invalid");
        await FailsAsync(digests, new { name = new string('n', 41) }, HttpStatusCode.UnprocessableEntity, "invalid");
        await FailsAsync(digests, new { name = "One", colour = "red" }, HttpStatusCode.UnprocessableEntity, "invalid");
        await FailsAsync(digests, new { name = "One", wishes = new { every = "never" } },
            HttpStatusCode.UnprocessableEntity, "invalid");
        await FailsAsync("/subscribers/999/digests", Alert, HttpStatusCode.NotFound, "unknown");
        Assert.That((await caller.GetAsync("/subscribers/999/digests")).Code, Is.EqualTo("unknown"));
        Assert.That((await caller.PutAsync($"/subscribers/{reader}/digest", new { name = "my alert" })).Code,
            Is.EqualTo("taken"));
        for (var number = 2; number < 10; number++)
        {
            await caller.PostAsync(digests, new { name = $"Digest {number}" });
        }

        await FailsAsync(digests, new { name = "One more" }, HttpStatusCode.Conflict, "full");
        await caller.PostAsync($"/subscribers/{reader}/leave");
        await FailsAsync(digests, new { name = "After leaving" }, HttpStatusCode.Conflict, "unconfirmed");
        Assert.That(await site.OneAsync<int>("SELECT count(*) FROM subscriptions"), Is.EqualTo(10));

        async Task FailsAsync(string path, object body, HttpStatusCode status, string code)
        {
            var reply = await caller.PostAsync(path, body);
            Assert.That((reply.Status, reply.Code), Is.EqualTo((status, code)), reply.Text);
        }
    }

    [Test]
    public async Task A_digest_is_removed_only_by_the_number_of_its_own_reader()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reader = await ReaderAsync(caller);
        var id = (await caller.PostAsync($"/subscribers/{reader}/digests", Alert)).Json.GetProperty("id").GetInt64();
        var other = (await caller.PostAsync("/subscribers", new { email = "bo@readers.example", proof = "On paper" }))
            .Json.GetProperty("id").GetInt64();
        foreach (var path in new[] { $"{other}/digests/{id}", $"{reader}/digests/{reader}", $"{id}/digests/{id}" })
        {
            Assert.That((await caller.DeleteAsync($"/subscribers/{path}")).Status,
                Is.EqualTo(HttpStatusCode.NotFound), path);
        }
    }

    [Test]
    public async Task Keys_without_the_scope_read_and_change_nothing()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reader = await ReaderAsync(caller);
        using var asking = await ApiCaller.JoinAsync(site, ApiScope.Ask);
        Assert.That((await asking.GetAsync($"/subscribers/{reader}/digests")).Code, Is.EqualTo("scope"));
        Assert.That((await asking.PostAsync($"/subscribers/{reader}/digests", Alert)).Code, Is.EqualTo("scope"));
    }
}
