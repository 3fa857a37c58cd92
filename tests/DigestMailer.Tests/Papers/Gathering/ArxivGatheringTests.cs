using System.Globalization;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Gathering;

[Category("Recordings")]
internal sealed class ArxivGatheringTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [TestCase("2026-04-03-cs-ai", "2026-04-03T00:05:00Z", "2026-04-04-cs-ai", "2026-04-04T00:05:00Z")]
    [TestCase("2026-06-11-cs-lg", "2026-06-12T00:05:00Z", "2026-06-12-cs-lg", "2026-06-12T10:00:00Z")]
    public async Task The_previous_batch_under_a_newer_date_is_stale(string first, string at, string second,
        string later)
    {
        await using var server = await WebServer.StartAsync(_ => Feed(first));
        await using var host = Host(server);
        host.Clock.SetUtcNow(Time(at));
        var before = (await host.GatherAsync()).Sources.Single();
        Assert.That((before.State, before.New),
            Is.EqualTo((SourceState.Fresh, await host.CountAsync("SELECT count(*) FROM papers"))));

        server.Answer = _ => Feed(second);
        host.Clock.SetUtcNow(Time(later));
        var report = (await host.GatherAsync()).Sources.Single();
        Assert.That((report.State, report.New), Is.EqualTo((SourceState.Stale, 0)));
        Assert.That(report.Error, Does.Contain("repeats its previous batch").And.Not.Contain("\n"));
    }

    [Test]
    public async Task The_same_batch_asked_for_again_is_fresh_and_brings_nothing_new()
    {
        await using var server = await WebServer.StartAsync(_ => Feed("2026-08-08-cs-cl"));
        await using var host = Host(server);
        host.Clock.SetUtcNow(Time("2026-08-08T00:05:00Z"));
        await host.GatherAsync();
        var report = (await host.GatherAsync()).Sources.Single();
        Assert.That((report.State, report.New, report.Error), Is.EqualTo((SourceState.Fresh, 0, (string?)null)));
    }

    [Test]
    public async Task A_batch_older_than_what_is_due_is_late_and_kept()
    {
        await using var server = await WebServer.StartAsync(_ => Feed("late-feed-2025-11-05-cs-ai"));
        await using var host = Host(server);
        host.Clock.SetUtcNow(Time("2025-11-05T00:05:00Z"));
        var report = (await host.GatherAsync()).Sources.Single();
        Assert.That((report.State, report.New > 0), Is.EqualTo((SourceState.Late, true)));
        Assert.That(report.Error, Does.Contain("2025-11-03"));
    }

    [Test]
    public async Task A_kept_batch_is_asked_for_again_by_its_ETag()
    {
        await using var server = await WebServer.StartAsync(request =>
        {
            request.HttpContext.Response.Headers.ETag = "\"one\"";
            return request.Headers.IfNoneMatch == "\"one\"" ? Results.StatusCode(304) : Feed("2026-08-08-cs-cl");
        });
        await using var host = Host(server);
        host.Clock.SetUtcNow(Time("2026-08-08T00:05:00Z"));
        await host.GatherAsync();
        var report = (await host.GatherAsync()).Sources.Single();
        Assert.That((report.State, report.Listed, report.Error), Is.EqualTo((SourceState.Fresh, 0, (string?)null)));
        Assert.That(server.Asked.Select(asked => asked.ETag), Is.EqualTo(new[] { null, "\"one\"" }));
    }

    private static IResult Feed(string name) => WebServer.File($"arxiv-rss/{name}.xml");

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static PapersHost Host(WebServer server) =>
        new(PapersHost.Source(0, "ArxivFeed", "arxiv", ("Url", server.Url + "/feed"), ("Categories:0", "cs.AI")));
}
