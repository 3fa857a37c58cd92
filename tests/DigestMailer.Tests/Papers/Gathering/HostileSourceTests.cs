using System.IO.Compression;
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

    private static readonly Dictionary<string, Func<HttpResponse, IResult>> Answers = new()
    {
        ["gzip that is none"] = answer => Encoded(answer, "gzip", Encoding.UTF8.GetBytes(Good)),
        ["deflate that is none"] = answer => Encoded(answer, "deflate", Encoding.UTF8.GetBytes(Good)),
        ["broken brotli"] = answer => Encoded(answer, "br", new byte[100]),
        ["gzip cut in half"] = answer => Encoded(answer, "gzip", Packed(Encoding.UTF8.GetBytes(Good))[..20]),
        ["gzip bomb"] = answer => Encoded(answer, "gzip", Packed(new byte[64 * 1024 * 1024])),
        ["redirect to a file"] = answer => To(answer, "file:///etc/passwd"),
        ["redirect to ftp"] = answer => To(answer, "ftp://files.example/feed.xml"),
        ["redirect to data"] = answer => To(answer, "data:text/xml,<rss/>"),
        ["redirect to itself"] = answer => To(answer, "/bad"),
        ["redirect to localhost"] =
            answer => To(answer, $"http://localhost:{answer.HttpContext.Connection.LocalPort}/good"),
        ["redirect to a link-local address"] = answer => To(answer, "http://169.254.169.254/latest/meta-data"),
        ["redirect to a private address"] = answer => To(answer, "http://[::ffff:10.0.0.1]/feed"),
        ["redirect without an address"] = _ => Results.StatusCode(302),
        ["Retry-After of years"] = answer => After(answer, "99999999", 503),
        ["Retry-After beyond all numbers"] = answer => After(answer, new string('9', 60), 429),
        ["Retry-After in the year 9999"] = answer => After(answer, "Fri, 31 Dec 9999 23:59:59 GMT", 503),
        ["304 to a first request"] = _ => Results.StatusCode(304),
        ["204"] = _ => Results.NoContent(),
        ["nothing"] = _ => Results.Text(""),
        ["an error in JSON"] = _ => Results.Text("""{"error":"quota"}""", "application/json"),
        ["a web page"] = _ => Results.Text("<html><body>Just a moment</body></html>", "text/html"),
        ["an unknown character set"] = _ => Results.Bytes([0xFF, 0xC0, 0x80, 0x00], "text/xml; charset=no-such-set"),
        ["nothing but zeros"] = _ => Results.Bytes(new byte[1_000_000], "text/xml"),
        ["a billion laughs"] = _ => Results.Text(Laughs()),
        ["an entity from outside"] =
            _ => Results.Text("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss>"),
        ["a feed cut off"] = _ => Results.Text(Good[..60]),
        ["deep JSON"] = _ => Results.Text(new string('[', 1_000_000)),
        ["a root a million deep"] = _ => Results.Text(string.Concat(Enumerable.Repeat("<a>", 300_000))),
        ["two million elements"] =
            _ => Results.Text($"<rss><channel>{string.Concat(Enumerable.Repeat("<a/>", 2_000_000))}</channel></rss>"),
    };

    private static IEnumerable<string> Names => Answers.Keys;

    [TestCaseSource(nameof(Names))]
    [CancelAfter(60_000)]
    public async Task A_hostile_answer_ends_as_the_state_of_its_source(string name)
    {
        await using var server = await WebServer.StartAsync(request =>
            request.Path == "/bad" ? Answers[name](request.HttpContext.Response) : Results.Text(Good));
        await using var host = new PapersHost([.. PapersHost.Source(0, "Feed", "bad", ("Url", server.Url + "/bad")),
            .. PapersHost.Source(1, "Feed", "good", ("Url", server.Url + "/good"))]);
        var sources = (await host.GatherAsync(Day)).Sources;
        Assert.That((sources[1].State, sources[1].New), Is.EqualTo((SourceState.Fresh, 1)));
        Assert.That(sources[0].State, Is.EqualTo(SourceState.Failed).Or.EqualTo(SourceState.Refused), sources[0].Error);
        Assert.That(sources[0].Error, Is.Not.Null.And.Not.Contain("\n").And.Not.Contain("Dtd"));
        Assert.That(await host.CountAsync("SELECT count(*) FROM gatherings"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_long_Retry_After_is_the_next_time_to_ask()
    {
        await using var server =
            await WebServer.StartAsync(request => After(request.HttpContext.Response, "7200", 503));
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
        await using var dead = await WebServer.StartAsync(request => After(request.HttpContext.Response, "0", 503));
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
            request.Path == "/old" ? To(request.HttpContext.Response, "/new") : Results.Text(Good));
        await using var host = new PapersHost(PapersHost.Source(0, "Feed", "moved", ("Url", server.Url + "/old")));
        Assert.That((await host.GatherAsync()).Papers, Is.EqualTo(1));
    }

    [Test]
    public async Task A_private_redirect_is_followed_where_the_settings_allow_it()
    {
        await using var server = await WebServer.StartAsync(request => request.Path != "/old" ? Results.Text(Good)
            : To(request.HttpContext.Response, $"http://localhost:{request.HttpContext.Connection.LocalPort}/new"));
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
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        var report = (await gathering.WaitAsync(TimeSpan.FromSeconds(30))).Sources.Single();
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
            "/busy" => After(request.HttpContext.Response, "3600", 429),
            "/alex" => Results.Text("""{"error":"Invalid filter"}"""),
            _ => Encoded(request.HttpContext.Response, "gzip", Encoding.UTF8.GetBytes(Good)),
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

    private static IResult To(HttpResponse answer, string address)
    {
        answer.Headers.Location = address;
        return Results.StatusCode(302);
    }

    private static IResult After(HttpResponse answer, string wait, int status)
    {
        answer.Headers.RetryAfter = wait;
        return Results.StatusCode(status);
    }

    private static IResult Encoded(HttpResponse answer, string coding, byte[] body)
    {
        answer.Headers.ContentEncoding = coding;
        return Results.Bytes(body, "text/xml");
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string Laughs() =>
        "<!DOCTYPE r [<!ENTITY a0 \"ha\">" + string.Concat(Enumerable.Range(1, 30).Select(i =>
        $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">")) + "]><rss><channel>&a30;</channel></rss>";
}
