using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigestMailer.Subscribers;
using DigestMailer.Web.Api;
using Microsoft.AspNetCore.Routing;

namespace DigestMailer.Tests.Web.Api;

/// <summary>The OpenAPI document says what the site does.</summary>
internal sealed partial class ApiDocumentTests
{
    private static async Task<JsonElement> ReadAsync(SiteFixture site)
    {
        using var caller = await ApiCaller.JoinAsync(site, ApiScope.Ask);
        var reply = await caller.GetAsync("/openapi.json");
        Assert.That(reply.Status, Is.EqualTo(HttpStatusCode.OK), reply.Text);
        return reply.Json;
    }

    [Test]
    public async Task Every_address_is_described_with_its_methods_scopes_and_faults()
    {
        await using var site = await SiteFixture.StartAsync();
        var paths = (await ReadAsync(site)).GetProperty("paths");
        var routes =
            site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(one => one.Metadata.GetMetadata<ScopesNeeded>() is not null).ToList();
        Assert.That(routes, Has.Count.GreaterThan(12));
        foreach (var route in routes)
        {
            var path =
                Constraint().Replace(route.RoutePattern.RawText!.Replace("{**", "{", StringComparison.Ordinal), "}");
            var method =
                route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single().ToLowerInvariant();
            Assert.That(paths.TryGetProperty(path, out var described), Is.True, path);
            Assert.That(described.TryGetProperty(method, out var operation), Is.True, $"{method} {path}");
            Assert.That(operation.GetProperty("operationId").GetString(), Is.Not.Empty);
            Assert.That(operation.GetProperty("summary").GetString(), Does.EndWith("."));
            Assert.That(operation.GetProperty("security")[0].TryGetProperty("key", out _), Is.True);
            Assert.That(operation.GetProperty("description").GetString(),
                Does.Contain(route.Metadata.GetMetadata<ScopesNeeded>()!.AnyOf[0].Name));
            foreach (var status in new[] { "401", "403", "429" })
            {
                Assert.That(operation.GetProperty("responses").TryGetProperty(status, out _), Is.True,
                    $"{method} {path} {status}");
            }
        }

        Assert.That(paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Count(),
            Is.EqualTo(routes.Count));
    }

    [Test]
    public async Task Wishes_have_a_member_for_each_entry_of_their_table()
    {
        await using var site = await SiteFixture.StartAsync();
        var wishes =
            (await ReadAsync(site)).GetProperty("components").GetProperty("schemas").GetProperty("Wishes")
                .GetProperty("properties");
        Assert.That(wishes.EnumerateObject().Select(member => member.Name),
            Is.EquivalentTo(WishFields.All.Select(field => field.Json).Concat(["topics", "queries"])));
        Assert.That(wishes.GetProperty("max").GetProperty("type").GetString(), Is.EqualTo("integer"));
        Assert.That(wishes.GetProperty("thumbnails").GetProperty("type").GetString(), Is.EqualTo("boolean"));
        Assert.That(wishes.GetProperty("every").GetProperty("description").GetString(),
            Is.EqualTo(WishFields.Named("every").Help));
    }

    [Test]
    public async Task The_document_names_this_site_and_the_way_a_key_is_sent()
    {
        await using var site = await SiteFixture.StartAsync();
        var document = await ReadAsync(site);
        Assert.That(document.GetProperty("servers")[0].GetProperty("url").GetString(), Is.EqualTo(site.Address));
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key");
        Assert.That(scheme.GetProperty("scheme").GetString(), Is.EqualTo("bearer"));
    }

    [GeneratedRegex(":[a-z]+}", RegexOptions.NonBacktracking)]
    private static partial Regex Constraint();
}
