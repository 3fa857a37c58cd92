using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Gathering;

internal sealed class CatchUpTests
{
    [Test]
    public async Task A_list_that_grows_is_asked_for_again_the_less_often_the_older_it_is()
    {
        var list = "[]";
        await using var server =
            await WebServer.StartAsync(
                request =>
                    Results.Text(request.Query["p"] == "0" && request.Query["date"] == "2025-08-09" ? list : "[]"));
        await using var host = Host(server);
        list = Papers(("2508.00001", 3));
        await host.GatherAsync();
        list = Papers(("2508.00001", 9), ("2508.00002", 1));
        host.Clock.Advance(TimeSpan.FromHours(17));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(1), "a late addition to yesterday's list");
        Assert.That((await host.AllAsync()).Select(paper => paper.Votes), Is.EqualTo(new[] { 9, 1 }));
        Assert.That(await AskedAsync(host, server, TimeSpan.FromHours(2)), Does.Not.Contain("2025-08-09"));
        Assert.That(await AskedAsync(host, server, TimeSpan.FromHours(2)), Does.Contain("2025-08-09"));
        Assert.That(await AskedAsync(host, server, TimeSpan.FromDays(2)), Does.Contain("2025-08-09"));
        Assert.That(await AskedAsync(host, server, TimeSpan.FromHours(10)), Does.Not.Contain("2025-08-09"));
        await AskedAsync(host, server, TimeSpan.FromDays(3));
        Assert.That(await AskedAsync(host, server, TimeSpan.FromDays(9)), Does.Not.Contain("2025-08-09"),
            "complete after a week");
    }

    [Test]
    public async Task Every_day_of_a_long_outage_is_fetched_later()
    {
        var down = false;
        await using var server = await WebServer.StartAsync(request => down ? Results.NotFound()
            : Results.Text(
                request.Query["p"] == "0"
                    ? Papers(
                        ($"25{request.Query["date"].ToString()[5..7]}.{request.Query["date"].ToString()[8..]}001", 1))
                        : "[]"));
        await using var host = Host(server);
        await host.GatherAsync();
        down = true;
        for (var day = 0; day < 5; day++)
        {
            host.Clock.Advance(TimeSpan.FromDays(1));
            await host.GatherAsync();
        }

        down = false;
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(6), "five days and today");
        Assert.That(await host.CountAsync("SELECT count(DISTINCT edition) FROM listings"), Is.EqualTo(10));
    }

    [Test]
    public async Task A_page_that_is_malformed_leaves_the_papers_of_those_before()
    {
        await using var server =
            await WebServer.StartAsync(
                request => Results.Text(request.Query["p"] == "0" ? Papers(("2508.00001", 3)) : "[{'paper': 1}]"));
        await using var host = Host(server);
        var report = (await host.GatherAsync(new DateOnly(2025, 8, 8))).Sources.Single();
        Assert.That((report.State, report.Listed, report.New), Is.EqualTo((SourceState.Partial, 1, 1)));
        Assert.That(report.Error, Is.Not.Null);
        Assert.That(await host.AllAsync(), Has.Count.EqualTo(1));
    }

    private static async Task<List<string>> AskedAsync(PapersHost host, WebServer server, TimeSpan later)
    {
        host.Clock.Advance(later);
        server.Asked.Clear();
        await host.GatherAsync();
        return [.. server.Asked.Select(asked => asked.Address[7..17])];
    }

    private static string Papers(params (string Id, int Votes)[] papers) =>
        "[" + string.Join(',', papers.Select(paper =>
            $$$"""{"paper":{"id":"{{{paper.Id}}}","title":"Of {{{paper.Id}}}","upvotes":{{{paper.Votes}}}}}""")) + "]";

    private static PapersHost Host(WebServer server) =>
        new(PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url)));
}
