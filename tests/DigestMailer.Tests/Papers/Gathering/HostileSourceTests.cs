using System.Diagnostics;
using System.Text;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Gathering;

/// <summary>Whatever a source does ends as its state with one line, and the good one next to it is gathered.</summary>
internal sealed class HostileSourceTests
{
    private const string Good = "<rss><channel><item><title>A good neighbour</title></item></channel></rss>";
    private static readonly DateOnly Day = new(2025, 8, 9);

    [TestCaseSource(typeof(HostileAnswers), nameof(HostileAnswers.Names))]
    [CancelAfter(60_000)]
    public async Task A_hostile_answer_ends_as_the_state_of_its_source(string name)
    {
        await using var server = await WebServer.StartAsync(request =>
            request.Path == "/bad" ? HostileAnswers.Of(name, request.HttpContext.Response) : Results.Text(Good));
        await using var host = new PapersHost([.. PapersHost.Source(0, "Feed", "bad", ("Url", server.Url + "/bad")),
            .. PapersHost.Source(1, "Feed", "good", ("Url", server.Url + "/good"))]);
        var (before, watch) = (GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        var sources = (await host.GatherAsync(Day)).Sources;
        TestContext.Out.WriteLine($"{name}: {watch.Elapsed.TotalSeconds:F1} s, "
            + $"{(GC.GetTotalAllocatedBytes() - before) / 1048576} MB allocated; {sources[0].State}, "
            + sources[0].Error);
        Assert.That((sources[1].State, sources[1].New), Is.EqualTo((SourceState.Fresh, 1)));
        Assert.That(sources[0].State, Is.EqualTo(SourceState.Failed).Or.EqualTo(SourceState.Refused), sources[0].Error);
        Assert.That(sources[0].Error, Is.Not.Null.And.Not.Contain("\n").And.Not.Contain("Dtd"));
        Assert.That(await host.CountAsync("SELECT count(*) FROM gatherings"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_long_Retry_After_is_the_next_time_to_ask()
    {
        await using var server =
            await WebServer.StartAsync(request => HostileAnswers.After(request.HttpContext.Response, "7200", 503));
        await using var host = new PapersHost(PapersHost.Source(0, "Feed", "busy", ("Url", server.Url)));
        var first = (await host.GatherAsync()).Sources.Single();
        Assert.That((first.AskAfter, server.Asked.Count),
            Is.EqualTo(((DateTimeOffset?)host.Clock.GetUtcNow().AddHours(2), 1)), first.Error);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var second = (await host.GatherAsync()).Sources.Single();
        Assert.That((second.State, server.Asked.Count), Is.EqualTo((SourceState.Failed, 1)));
        Assert.That(second.Error, Does.Contain("asked us to wait until"));
        host.Clock.Advance(TimeSpan.FromHours(2));
        server.Answer = _ => Results.Text(Good);
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(1));
    }

    [Test]
    public async Task Sixty_dead_feeds_of_one_host_leave_another_host_alone()
    {
        await using var dead =
            await WebServer.StartAsync(request => HostileAnswers.After(request.HttpContext.Response, "0", 503));
        await using var good = await WebServer.StartAsync(request => request.Query["p"] != "0" ? Results.Text("[]")
            : Results.Text("""[{"paper":{"id":"DATE","title":"Of DATE"}}]""".Replace("DATE", request.Query["date"],
                StringComparison.Ordinal)));
        await using var host = new PapersHost([.. Enumerable.Range(0, 60).SelectMany(i =>
                PapersHost.Source(i, "Feed", $"dead {i}", ("Url", $"{dead.Url}/{i}"))),
            .. PapersHost.Source(60, "HuggingFace", "good", ("Url", good.Url))]);
        var sources = (await host.GatherAsync()).Sources;
        Assert.That((sources[60].State, sources[60].New), Is.EqualTo((SourceState.Fresh, 4)), "with its catch-up days");
        Assert.That(sources.SkipLast(1).Select(source => source.State), Has.All.EqualTo(SourceState.Failed));
    }

    [Test]
    public async Task A_redirect_on_its_own_host_is_followed()
    {
        await using var server = await WebServer.StartAsync(request =>
            request.Path == "/old" ? HostileAnswers.To(request.HttpContext.Response, "/new") : Results.Text(Good));
        await using var host = new PapersHost(PapersHost.Source(0, "Feed", "moved", ("Url", server.Url + "/old")));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(1));
    }

    [Test]
    public async Task A_private_redirect_is_followed_where_the_settings_allow_it()
    {
        await using var server = await WebServer.StartAsync(request => request.Path != "/old" ? Results.Text(Good)
            : HostileAnswers.To(request.HttpContext.Response,
                $"http://localhost:{request.HttpContext.Connection.LocalPort}/new"));
        await using var host = new PapersHost([("AllowPrivateRedirects", "true"),
            .. PapersHost.Source(0, "Feed", "moved", ("Url", server.Url + "/old"))]);
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(1));
    }

    [Test]
    public async Task A_source_that_does_not_finish_is_given_up_after_its_time()
    {
        var asked = new TaskCompletionSource();
        await using var server = await WebServer.StartAsync(request =>
        {
            asked.TrySetResult();
            return Results.Stream(async _ => await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default));
        });
        await using var host = new PapersHost([("SourceTimeLimit", "00:02:00"),
            .. PapersHost.Source(0, "Feed", "slow", ("Url", server.Url))]);
        var gathering = host.GatherAsync();
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(2));
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        var report = (await gathering.WaitAsync(TimeSpan.FromMinutes(2))).Sources.Single();
        Assert.That((report.State, report.Error), Is.EqualTo((SourceState.Failed, report.Error)));
        Assert.That(report.Error, Does.Contain("00:02:00"));
    }

    [Test]
    public async Task A_203_is_an_answer_and_so_is_one_to_whoever_says_what_they_accept()
    {
        await using var server = await WebServer.StartAsync(request =>
            request.Headers.Accept.ToString().Contains("rss", StringComparison.Ordinal)
                ? Results.Text(Good, "application/rss+xml", statusCode: 203) : Results.StatusCode(406));
        await using var host = new PapersHost(PapersHost.Source(0, "Feed", "proxy", ("Url", server.Url)));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(1));
    }

    [Test]
    public async Task Entries_without_a_day_are_news_once_and_of_the_first_answer_only_the_newest_few()
    {
        var entries = Entries(1, 12);
        await using var server = await WebServer.StartAsync(_ => Results.Text(Feed(entries)));
        await using var host = new PapersHost(PapersHost.Source(0, "Feed", "plain", ("Url", server.Url)));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(FirstShown.NewestAtFirst));
        host.Clock.Advance(TimeSpan.FromDays(1));
        entries = Entries(13, 1) + entries;
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(1), "the one that came since");
        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await host.GatherAsync()).Papers, Is.Zero);
        Assert.That(await host.CountAsync("SELECT count(*) FROM listings"), Is.EqualTo(FirstShown.NewestAtFirst + 1),
            "each is listed on the day it was first shown");

        static string Entries(int from, int count) => string.Concat(Enumerable.Range(from, count).Select(i =>
            $"<item><title>Entry {(char)('A' + i)}{i} about topic {i * 7919}</title>"
                + $"<guid>{i}</guid><pubDate>soon</pubDate></item>"));
    }

    [Test]
    public async Task Of_six_sources_of_old_and_new_kinds_three_are_down_in_different_ways()
    {
        await using var server = await WebServer.StartAsync(request => request.Path.Value switch
        {
            "/hf" =>
                Results.Text(request.Query["p"] == "0" ? """[{"paper":{"id":"2508.00001","title":"One"}}]""" : "[]"),
            "/feed" => Results.Text(Good),
            "/works" => Results.Text("""{"message":{"items":[]}}"""),
            "/busy" => HostileAnswers.After(request.HttpContext.Response, "3600", 429),
            "/alex" => Results.Text("""{"error":"Invalid filter"}"""),
            _ => HostileAnswers.Encoded(request.HttpContext.Response, "gzip", Encoding.UTF8.GetBytes(Good)),
        });
        await using var host =
            new PapersHost([.. PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url + "/hf")),
            .. PapersHost.Source(1, "Feed", "feed", ("Url", server.Url + "/feed")),
            .. PapersHost.Source(2, "Crossref", "crossref", ("Url", server.Url + "/works"), ("Query", "x")),
            .. PapersHost.Source(3, "ArxivFeed", "arxiv", ("Url", server.Url + "/busy"), ("Categories:0", "cs.CL")),
            .. PapersHost.Source(4, "OpenAlex", "openalex", ("Url", server.Url + "/alex"), ("Query", "x")),
            .. PapersHost.Source(5, "SemanticScholar", "s2", ("Url", server.Url + "/s2"), ("Authors:0", "1"))]);
        var sources = (await host.GatherAsync(Day)).Sources;
        Assert.That(sources.Select(source => source.State), Is.EqualTo(new[] { SourceState.Fresh, SourceState.Fresh,
            SourceState.Empty, SourceState.Failed, SourceState.Refused, SourceState.Failed }));
        Assert.That(sources.Skip(3).Select(source => source.Error),
            Has.All.Not.Null.And.All.Not.Contain("\n"));
        Assert.That(sources[3].Error, Does.Contain("429"));
        Assert.That(sources[4].Error, Does.Contain("Invalid filter"));
        Assert.That(sources[5].Error, Does.Contain("compressed"));
    }

    private static string Feed(string items) => $"<rss><channel>{items}</channel></rss>";
}
