using System.Net;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Web.Api;

namespace DigestMailer.Tests.Web.Api;

/// <summary>Adding people by the API.</summary>
internal sealed class EnrolmentApiTests(StorageProvider provider) : OnSharedSites(provider)
{
    private const string Address = "bo@readers.example";

    private static readonly object WithProof = new { email = Address, proof = "Signed the list at the door" };

    [Test]
    public async Task An_address_without_proof_is_asked_and_not_mailed_until_it_confirms()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site, ApiScope.Ask);
        await site.PapersAsync();
        var reply = await caller.PostAsync("/subscribers", new { email = Address, wishes = new { every = "day" } });
        Assert.That((reply.Status, reply.Text), Is.EqualTo((HttpStatusCode.Accepted,
            """{"result":"asked","id":null,"state":null}""")));
        await site.DeliverAsync();
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.DeliverAsync();
        Assert.That(site.Mails().Select(mail => mail.To.ToString()), Is.EqualTo(new[] { Address }));
        var visitor = new Visitor(site.Address);
        await visitor.PressAsync(site.Mails().Single().To("confirm"), "Confirm my digest");
        Assert.That(await site.OneAsync<string>("SELECT state FROM subscriptions"), Is.EqualTo("Confirmed"));
    }

    [Test]
    public async Task The_answer_and_the_mail_say_nothing_of_whom_we_know()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        await caller.PostAsync("/subscribers", WithProof);
        await site.Get<SuppressionStore>().AddAsync("gone@readers.example", SuppressionReason.Operator, null);
        var replies = new List<ApiReply>();
        foreach (var email in new[] { Address, "gone@readers.example", "new@readers.example" })
        {
            replies.Add(await caller.PostAsync("/subscribers", new { email }));
        }

        Assert.That(replies.Select(reply => (reply.Status, reply.Text)).Distinct().Count(), Is.EqualTo(1));
        await site.DeliverAsync();
        Assert.That(site.Mails().Select(mail => mail.To.ToString()), Is.EqualTo(new[] { "new@readers.example" }));
    }

    [Test]
    public async Task A_proof_confirms_at_once_and_is_kept()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reply = await caller.PostAsync("/subscribers", new
        {
            email = "Bo@READERS.example",
            name = "Bo Lind",
            proof = "Signed the list at the door",
            wishes = new
            {
                every = "week",
                weekday = "friday",
                max = 7,
                thumbnails = true,
                queries = new[] { "speech" }
            },
        });
        Assert.That((reply.Status, reply.Json.GetProperty("result").GetString()),
            Is.EqualTo((HttpStatusCode.Created, "added")));
        var id = reply.Json.GetProperty("id").GetInt64();
        Assert.That(reply.Headers["Location"], Is.EqualTo($"{site.Address}/api/v1/subscribers/{id}"));
        var shown = (await caller.GetAsync($"/subscribers/{id}")).Json;
        Assert.That(shown.GetProperty("state").GetString(), Is.EqualTo("confirmed"));
        Assert.That(shown.GetProperty("name").GetString(), Is.EqualTo("Bo Lind"));
        var wishes = shown.GetProperty("wishes");
        Assert.That(wishes.GetProperty("every").GetString(), Is.EqualTo("week"));
        Assert.That(wishes.GetProperty("weekday").GetString(), Is.EqualTo("friday"));
        Assert.That(wishes.GetProperty("max").GetInt32(), Is.EqualTo(7));
        Assert.That(wishes.GetProperty("thumbnails").GetBoolean(), Is.True);
        Assert.That(wishes.GetProperty("queries")[0].GetString(), Is.EqualTo("speech"));
        Assert.That(await site.OneAsync<string>("SELECT source || ': ' || wording FROM consents"),
            Is.EqualTo("api: Signed the list at the door"));
        var again = await caller.PostAsync("/subscribers", WithProof);
        Assert.That((again.Status, again.Json.GetProperty("result").GetString()),
            Is.EqualTo((HttpStatusCode.OK, "changed")));
    }

    [Test]
    public async Task A_suppressed_address_stays_so_and_people_who_left_come_back_only_by_a_newer_consent()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id = (await caller.PostAsync("/subscribers", WithProof)).Json.GetProperty("id").GetInt64();
        await caller.PostAsync($"/subscribers/{id}/leave");
        Assert.That((await caller.PostAsync("/subscribers", WithProof)).Code, Is.EqualTo("left"));
        site.Clock.Advance(TimeSpan.FromDays(2));
        var newer = new { email = Address, proof = "Asked again", consentedAt = site.Clock.GetUtcNow().AddDays(-1) };
        Assert.That((await caller.PostAsync("/subscribers", newer)).Status, Is.EqualTo(HttpStatusCode.OK));
        await site.Get<SuppressionStore>().AddAsync(Address, SuppressionReason.Operator, null);
        Assert.That((await caller.PostAsync("/subscribers", newer)).Code, Is.EqualTo("suppressed"));
    }

    [Test]
    public async Task A_proof_needs_the_right_to_write()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site, ApiScope.Ask);
        Assert.That((await caller.PostAsync("/subscribers", WithProof)).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM subscribers"), Is.Zero);
    }

    [TestCase("""{}""", "email")]
    [TestCase("""{"email":"nobody"}""", "email")]
    [TestCase("""{"email":7}""", "email")]
    [TestCase("""{"email":"a@b.example","mail":"x"}""", "mail is unknown")]
    [TestCase("""{"email":"a@b.example","name":"A"}""", "proof")]
    [TestCase("""{"email":"a@b.example","proof":"p","name":"A\r\nBcc: x@y.example"}""", "name must be one line")]
    [TestCase("""{"email":"a@b.example","consentedAt":"2026-01-01T00:00:00Z"}""", "proof")]
    [TestCase("""{"email":"a@b.example","proof":"p","consentedAt":"yesterday"}""", "consentedAt")]
    [TestCase("""{"email":"a@b.example","proof":"p","consentedAt":"2026-01-01"}""", "consentedAt")]
    [TestCase("""{"email":"a@b.example","proof":"p","consentedAt":"2099-01-01T00:00:00Z"}""", "consentedAt")]
    [TestCase("""{"email":"a@b.example","proof":"p","wording":"w"}""", "wording")]
    [TestCase("""{"email":"a@b.example","wishes":[]}""", "wishes must be an object")]
    [TestCase("""{"email":"a@b.example","wishes":{"every":"hour"}}""", "wishes: unknown rhythm")]
    [TestCase("""{"email":"a@b.example","wishes":{"max":0}}""", "wishes:")]
    [TestCase("""{"email":"a@b.example","wishes":{"max":1e400}}""", "wishes.max")]
    [TestCase("""{"email":"a@b.example","wishes":{"max":[1]}}""", "wishes.max")]
    [TestCase("""{"email":"a@b.example","wishes":{"colour":"red"}}""", "wishes.colour is unknown")]
    [TestCase("""{"email":"a@b.example","wishes":{"topics":"speech"}}""", "wishes.topics")]
    [TestCase("""{"email":"a@b.example","wishes":{"topics":["no-such-topic"]}}""", "wishes: unknown topic")]
    [TestCase("""{"email":"a@b.example","wishes":{"queries":["(speech"]}}""", "wishes: query")]
    public async Task A_member_that_is_wrong_is_said_by_its_name(string body, string said)
    {
        var site = await Sites.EmptyAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var reply = await caller.PostAsync("/subscribers", body);
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.UnprocessableEntity, "invalid")),
            reply.Text);
        Assert.That(reply.Json.GetProperty("detail").GetString(), Does.Contain(said));
    }

    [Test]
    public async Task No_address_reaches_the_log()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        var id = (await caller.PostAsync("/subscribers", WithProof, "one")).Json.GetProperty("id").GetInt64();
        await caller.PostAsync("/subscribers", new { email = Address });
        await caller.PatchAsync($"/subscribers/{id}/wishes", new { max = 5 });
        await caller.PostAsync($"/subscribers/{id}/leave");
        await caller.DeleteAsync($"/subscribers/{id}");
        Assert.That(site.Log.Where(line => line.Contains("bo@", StringComparison.OrdinalIgnoreCase)
            && !line.Contains("Executing", StringComparison.Ordinal)), Is.Empty);
    }
}
