using System.Net;
using DigestMailer.Tests.Web.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;

namespace DigestMailer.Tests.Web.Reading;

/// <summary>Which routes of the whole table may have answers that are kept for others.</summary>
internal sealed class KeptRoutesTests
{
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["/archive"] = "/archive",
        ["/editions/{period}/{topic?}"] = "/editions/2026-11-24",
        ["/trending"] = "/trending",
        ["/saved"] = "/saved",
        ["/topics"] = "/topics",
        ["/topics/{slug}"] = "/topics/speech",
        ["/search"] = "/search?q=tidepool",
        ["/feeds/{name}.atom"] = "/feeds/all.atom",
        ["/sitemap.xml"] = "/sitemap.xml",
    };

    [Test]
    public async Task Only_what_is_the_same_for_all_is_kept()
    {
        await using var site = await Rosa.SiteAsync();
        var routes = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.That(routes.Where(IsPrivate).Count(), Is.GreaterThan(30), "the table has the private routes");
        Assert.That(routes.Where(route => IsPrivate(route) && IsKept(route)).Select(route => route.DisplayName),
            Is.Empty);
        Assert.That(routes.Where(IsKept).Select(route => route.RoutePattern.RawText),
            Is.EquivalentTo(Samples.Keys), "a route that is kept needs a sample here");
    }

    [Test]
    public async Task No_kept_answer_has_a_form_or_a_cookie_or_depends_on_one()
    {
        await using var site = await Rosa.SiteAsync();
        await site.PapersAsync();
        using var visitor = new Visitor(site.Address);
        await visitor.OpenAsync("/");
        using var stranger = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        foreach (var path in Samples.Values)
        {
            var known = await visitor.SendAsync(HttpMethod.Get, path);
            var unknown = await stranger.GetAsync(site.Address + path);
            var text = await known.Content.ReadAsStringAsync();
            Assert.That((known.StatusCode, unknown.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)),
                path);
            Assert.That(text, Is.EqualTo(await unknown.Content.ReadAsStringAsync()), path);
            Assert.That(text, Does.Not.Contain("name=\"opened\"").And.Not.Contain("RequestVerificationToken"), path);
            Assert.That(known.Headers.Contains("Set-Cookie") || unknown.Headers.Contains("Set-Cookie"), Is.False, path);
            Assert.That(known.Headers.CacheControl?.Public, Is.True, path);
        }
    }

    private static bool IsKept(RouteEndpoint route) => route.Metadata.GetMetadata<IOutputCachePolicy>() is not null
        || route.Metadata.GetMetadata<OutputCacheAttribute>() is not null;

    /// <summary>Signed, for operators or programs, with a form, or one that takes something.</summary>
    private static bool IsPrivate(RouteEndpoint route)
    {
        var path = "/" + route.RoutePattern.RawText!.TrimStart('/');
        return path.Contains("{token", StringComparison.Ordinal) || path == "/"
            || new[] { "/admin", "/api", "/webhooks", "/subscribe", "/confirm", "/preferences", "/unsubscribe",
                "/feedback", "/view", "/links", "/move", "/undo-move", "/status", "/health", "/metrics" }
                .Any(root => path.StartsWith(root, StringComparison.Ordinal))
            || route.Metadata.GetMetadata<IAuthorizeData>() is not null
            || route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods
                .Any(method => method is not ("GET" or "HEAD")) == true;
    }
}
