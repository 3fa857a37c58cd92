using System.Net;
using System.Text;

namespace DigestMailer.Tests.Web.Webhooks;

/// <summary>The doors of the webhooks as the site answers them.</summary>
internal sealed class WebhookDoorTests
{
    private const string Open = "--Bounces:Webhooks:Secret=0123456789abcdef";
    private readonly SharedSites sites = new();

    [OneTimeTearDown]
    public async Task StopAsync() => await sites.DisposeAsync();

    [TestCase("/webhooks/sns")]
    [TestCase("/webhooks/bounces")]
    public async Task A_door_stays_closed_until_a_setting_opens_it(string path)
    {
        var site = await sites.EmptyAsync();
        Assert.That(await PostAsync(site, path, "{}", "Bearer 0123456789abcdef"), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("{}", "", HttpStatusCode.Forbidden)]
    [TestCase("{}", "Bearer 0123456789abcdef", HttpStatusCode.BadRequest)]
    [TestCase("[]", "Bearer 0123456789abcdef", HttpStatusCode.OK)]
    [TestCase("[{\"type\":\"soft\",\"email\":\"\\ud800\"}]", "Bearer 0123456789abcdef", HttpStatusCode.BadRequest)]
    [TestCase("{\"\\ud800\":1,\"type\":\"\\udfff\"}", "Bearer 0123456789abcdef", HttpStatusCode.BadRequest)]
    [TestCase("{\"type\":\"soft\",\"email\":\"a\\u0000@example.org\"}", "Bearer 0123456789abcdef", HttpStatusCode.OK)]
    [TestCase("{\"type\":{\"type\":[]},\"email\":1}", "Bearer 0123456789abcdef", HttpStatusCode.BadRequest)]
    [TestCase("\u0000", "Bearer 0123456789abcdef", HttpStatusCode.BadRequest)]
    [TestCase("{\"type\":\"bounce\",\"email\":\"nobody@example.com\"}", "Bearer 0123456789abcdef", HttpStatusCode.OK)]
    public async Task An_open_door_says_what_became_of_an_event_and_nothing_of_whom_we_know(string body,
        string authorization, HttpStatusCode status)
    {
        var site = await sites.EmptyAsync(Open);
        Assert.That(await PostAsync(site, "/webhooks/bounces", body, authorization), Is.EqualTo(status));
    }

    [Test]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var site = await sites.EmptyAsync(Open);
        Assert.That(await PostAsync(site, "/webhooks/bounces", new string(' ', 300_000), "Bearer 0123456789abcdef"),
            Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    private static async Task<HttpStatusCode> PostAsync(SiteFixture site, string path, string body,
        string authorization)
    {
        using var client = new HttpClient();
        using var request =
            new HttpRequestMessage(HttpMethod.Post,
                site.Address + path)
            { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
