using System.Net;
using DigestMailer.Storage;
using DigestMailer.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace DigestMailer.Tests.Web.Api;

/// <summary>A key lets a program into the API, as far as its scopes go.</summary>
internal sealed class ApiKeyTests(StorageProvider provider) : OnBothDatabases(provider)
{
    /// <summary>Every address of the API with its methods, from the route table of the site itself.</summary>
    private static List<(HttpMethod Method, string Path, RouteEndpoint Endpoint)> Routes(SiteFixture site) =>
        [.. site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(one => one.RoutePattern.RawText!.TrimStart('/').StartsWith("api", StringComparison.Ordinal))
            .SelectMany(one => one.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method =>
                (HttpMethod.Parse(method), Filled(one.RoutePattern.RawText!), one)))];

    private static string Filled(string pattern) => pattern.Replace("/api/v1", "", StringComparison.Ordinal)
        .Replace("{id:long}", "1", StringComparison.Ordinal).Replace("{digest:long}", "1", StringComparison.Ordinal)
        .Replace("{**key}", "x", StringComparison.Ordinal);

    [Test]
    public async Task Every_address_needs_a_key()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.Get<ApiKeyStore>().AddAsync("another", ApiScope.All, null);
        using var stranger = ApiCaller.Stranger(site);
        using var guest = ApiCaller.With(site, ApiKeyStore.Prefix + new string('A', 43));
        var routes = Routes(site);
        Assert.That(routes, Has.Count.GreaterThan(14));
        foreach (var (method, path, endpoint) in routes)
        {
            Assert.That(endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>(), Is.Not.Empty, path);
            foreach (var caller in new[] { stranger, guest })
            {
                var reply = await caller.SendAsync(method, path, "{}");
                Assert.That((reply.Status, reply.MediaType),
                    Is.EqualTo((HttpStatusCode.Unauthorized, "application/problem+json")), $"{method} {path}");
                Assert.That(reply.Headers["WWW-Authenticate"], Does.StartWith("Bearer"));
            }
        }
    }

    [Test]
    public async Task Without_any_key_there_is_no_API()
    {
        await using var site = await SiteFixture.StartAsync();
        using var stranger = ApiCaller.Stranger(site);
        foreach (var (method, path, _) in Routes(site))
        {
            Assert.That((await stranger.SendAsync(method, path, "{}")).Status, Is.EqualTo(HttpStatusCode.NotFound),
                path);
        }
    }

    [Test]
    public async Task A_key_opens_what_its_scopes_name_and_nothing_else()
    {
        await using var site = await SiteFixture.StartAsync();
        foreach (var scope in ApiScope.All)
        {
            using var caller = await ApiCaller.JoinAsync(site, scope);
            foreach (var (method, path, endpoint) in Routes(site))
            {
                var needed = endpoint.Metadata.GetMetadata<ScopesNeeded>()?.AnyOf ?? [];
                var reply = await caller.SendAsync(method, path, "{}");
                Assert.That(reply.Status == HttpStatusCode.Forbidden,
                    Is.EqualTo(needed.Length > 0 && !needed.Contains(scope)), $"{scope.Name}: {method} {path}");
            }
        }
    }

    [Test]
    public async Task A_removed_key_and_one_that_has_expired_are_rejected()
    {
        await using var site = await SiteFixture.StartAsync();
        var keys = site.Get<ApiKeyStore>();
        var (id, removed) = await keys.AddAsync("removed", ApiScope.All, null);
        var (_, shortLived) = await keys.AddAsync("short-lived", ApiScope.All, site.Clock.GetUtcNow().AddDays(1));
        using var first = ApiCaller.With(site, removed);
        using var second = ApiCaller.With(site, shortLived);
        Assert.That((await first.GetAsync("/topics")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await second.GetAsync("/topics")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await keys.RemoveAsync(id), Is.True);
        site.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await first.GetAsync("/topics")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await second.GetAsync("/topics")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_key_is_stored_as_a_hash_and_notes_its_use_to_the_hour()
    {
        await using var site = await SiteFixture.StartAsync();
        var keys = site.Get<ApiKeyStore>();
        var (_, key) = await keys.AddAsync("website", [ApiScope.ReadPapers], null);
        using var caller = ApiCaller.With(site, key);
        var first = site.Clock.GetUtcNow();
        await caller.GetAsync("/topics");
        site.Clock.Advance(TimeSpan.FromMinutes(30));
        await caller.GetAsync("/topics");
        Assert.That((await keys.ListAsync()).Single().UsedAt, Is.EqualTo(first).Within(TimeSpan.FromMilliseconds(1)));
        Assert.That((await site.EverythingAsync()).Where(row => row.Contains(key[4..], StringComparison.Ordinal)),
            Is.Empty);
    }

    [Test]
    public async Task Each_key_has_a_limit_of_its_own()
    {
        await using var site = await SiteFixture.StartAsync(null, "--Api:RequestsPerMinute=3");
        using var eager = await ApiCaller.JoinAsync(site);
        using var other = await ApiCaller.JoinAsync(site);
        for (var call = 0; call < 3; call++)
        {
            Assert.That((await eager.GetAsync("/topics")).Status, Is.EqualTo(HttpStatusCode.OK));
        }

        var reply = await eager.GetAsync("/topics");
        Assert.That((reply.Status, reply.Code), Is.EqualTo((HttpStatusCode.TooManyRequests, "limit")));
        Assert.That(reply.Headers["Retry-After"], Is.EqualTo("60"));
        Assert.That((await other.GetAsync("/topics")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_unknown_address_or_method_is_a_problem_and_not_a_page()
    {
        await using var site = await SiteFixture.StartAsync();
        using var caller = await ApiCaller.JoinAsync(site);
        Assert.That((await caller.GetAsync("/nothing")).Code, Is.EqualTo("unknown"));
        Assert.That((await caller.GetAsync("/subscribers/abc")).Code, Is.EqualTo("unknown"));
        Assert.That((await caller.PutAsync("/topics", "{}")).Code, Is.EqualTo("method"));
        Assert.That((await caller.GetAsync("/topics?limit=%00")).Code, Is.EqualTo("unread"));
    }
}
