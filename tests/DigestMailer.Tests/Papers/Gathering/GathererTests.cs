using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Gathering;

[Category("Recordings")]
internal sealed class GathererTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly DateOnly Day = new(2025, 8, 8);

    [Test]
    public async Task A_source_that_fails_does_not_stop_the_others_and_gives_one_line()
    {
        await using var server = await WebServer.StartAsync(request => request.Path.Value switch
        {
            "/broken" => Results.Text("[{'paper': 1}]"),
            "/html" => Results.Text("<html><body>Hello</body></html>"),
            _ => Results.NotFound(),
        });
        await using var host = new PapersHost(
        [
            .. PapersHost.Source(0, "HuggingFace", "gone", ("Url", server.Url + "/gone")),
            .. PapersHost.Source(1, "HuggingFace", "broken", ("Url", server.Url + "/broken")),
            .. PapersHost.Source(2, "ArxivFeed", "html", ("Url", server.Url + "/html"), ("Categories:0", "cs.CL")),
            .. PapersHost.Source(3, "Json", "no file", ("Path", "/nowhere/papers.json")),
            .. PapersHost.Source(4, "SavedPage", "page", ("Path", Recordings.Path("daily-papers-page.txt"))),
        ]);
        var result = await host.GatherAsync(Day);
        Assert.That(result.Papers, Is.EqualTo(65));
        Assert.That(result.Sources.Select(source => (source.Name, source.State)), Is.EqualTo(new[]
        {
            ("gone", SourceState.Failed), ("broken", SourceState.Refused), ("html", SourceState.Refused),
            ("no file", SourceState.Failed), ("page", SourceState.Fresh),
        }));
        Assert.That(result.Sources.SkipLast(1).Select(source => source.Error),
            Has.All.Not.Null.And.All.Not.Contain("\n"));
        Assert.That(await host.CountAsync("SELECT count(*) FROM gatherings WHERE error IS NOT NULL"), Is.EqualTo(4));
    }

    [TestCase("HuggingFace")]
    [TestCase("ArxivApi")]
    [TestCase("ArxivFeed")]
    public async Task A_429_is_asked_again_after_what_the_server_says_and_then_fails(string kind)
    {
        await using var server = await WebServer.StartAsync(request =>
        {
            request.HttpContext.Response.Headers.RetryAfter = "0";
            return Results.Text("<html><body>Rate exceeded.</body></html>", "text/html", statusCode: 429);
        });
        await using var host =
            new PapersHost(
                PapersHost.Source(0, kind, "busy", ("Url", server.Url + "/busy"), ("Categories:0", "cs.CL")));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.Listed), Is.EqualTo((SourceState.Failed, 0)));
        Assert.That(report.Error, Does.Contain("429").And.Not.Contain("\n"));
        Assert.That(server.Asked, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_missed_day_is_fetched_later()
    {
        await using var server = await WebServer.StartAsync(request => request.Query["p"] != "0" ? Results.Text("[]")
            : Results.Text(
                """[{"paper":{"id":"DATE","title":"Of DATE"}}]"""
                    .Replace("DATE", request.Query["date"], StringComparison.Ordinal)));
        await using var host =
            new PapersHost(PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url + "/daily")));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(4), "today and the three days before");
        Assert.That((await host.GatherAsync()).Papers, Is.Zero);
        host.Clock.Advance(TimeSpan.FromDays(2));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(2));
    }

    [Test]
    public async Task Papers_from_before_a_page_failed_are_kept()
    {
        await using var server = await WebServer.StartAsync(request => request.Query["p"] == "0"
            ? Results.Text("""[{"paper":{"id":"2508.00001","title":"One"}}]""")
            : Results.NotFound());
        await using var host = new PapersHost(PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url)));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.New), Is.EqualTo((SourceState.Partial, 1)));
        Assert.That(report.Error, Does.Contain("404"));
    }

    [Test]
    public async Task No_source_at_all_is_refused()
    {
        await using var host = new PapersHost();
        await Assert.ThatAsync(() => host.GatherAsync(),
            Throws.TypeOf<RefusedException>().With.Message.Contains("Papers:Sources is empty"));
    }
}
