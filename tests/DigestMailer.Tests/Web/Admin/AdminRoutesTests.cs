using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace DigestMailer.Tests.Web.Admin;

/// <summary>Every address of the operator's pages, taken from the route table, against visitors without a session.
/// </summary>
internal sealed partial class AdminRoutesTests
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
    });

    [Test]
    public async Task Without_a_session_every_route_gives_the_sign_in_page_and_nothing_else()
    {
        await using var site = await Rosa.SiteAsync();
        var routes = Routes(site);
        Assert.That(routes, Has.Count.GreaterThan(12));
        foreach (var (method, path) in routes.Where(route => route.Path != "/admin/sign-in"))
        {
            using var answer = await SendAsync(site, method, path);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), $"{method} {path}");
            Assert.That(page, method == "HEAD" ? Is.Empty : Does.Contain("<h1>Sign in</h1>").And.Not.Contain("<nav"),
                $"{method} {path}");
        }
    }

    [Test]
    public async Task Without_a_secret_every_route_is_unknown()
    {
        await using var open = await Rosa.SiteAsync();
        await using var closed = await SiteFixture.StartAsync();
        Assert.That(Routes(closed), Is.Empty);
        foreach (var (method, path) in Routes(open))
        {
            using var answer = await SendAsync(closed, method, path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{method} {path}");
        }
    }

    [Test]
    public async Task Without_a_session_nothing_is_changed()
    {
        await using var site = await Rosa.SiteAsync();
        await site.PapersAsync();
        (await Ana.JoinAsync(site)).Dispose();
        var before = await site.EverythingAsync();
        foreach (var (method, path) in Routes(site))
        {
            using var answer = await SendAsync(site, method, path);
        }

        Assert.That(await site.EverythingAsync(), Is.EqualTo(before));
    }

    private static async Task<HttpResponseMessage> SendAsync(SiteFixture site, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), site.Address + path);
        request.Content = method == "POST" ? new FormUrlEncodedContent([KeyValuePair.Create("hash", "0")]) : null;
        return await Client.SendAsync(request);
    }

    private static List<(string Method, string Path)> Routes(SiteFixture site) =>
        [.. site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (endpoint, Path: "/" + endpoint.RoutePattern.RawText!.Trim('/')))
            .Where(route => route.Path.StartsWith("/admin", StringComparison.Ordinal))
            .SelectMany(route => route.endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => (method, Parameter().Replace(route.Path, "1"))))];

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
