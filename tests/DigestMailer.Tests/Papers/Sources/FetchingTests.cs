using System.Net;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Tests.Papers.Gathering;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Papers.Sources;

/// <summary>How sources are asked: at arXiv's pace, again after a passing failure, and not without end.</summary>
internal sealed class FetchingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private static readonly DateOnly Day = new(2025, 8, 8);

    [Test]
    public async Task Two_processes_leave_three_seconds_between_any_two_requests_to_arXiv()
    {
        using var storage = new TestDatabase();
        var (clock, sent) = (new WaitingClock(), new List<TimeSpan>());
        var start = clock.GetUtcNow();
        using var one = Paced(storage, clock, () => sent.Add(clock.GetUtcNow() - start));
        using var other = Paced(storage, clock, () => sent.Add(clock.GetUtcNow() - start));
        await one.GetAsync(new Uri("http://export.arxiv.example/1"));
        var waiting = new List<Task>();
        foreach (var process in new[] { other, one, other })
        {
            waiting.Add(process.GetAsync(new Uri("http://export.arxiv.example/2")));
            Assert.That(await clock.Waits.WaitAsync(Soon), "each takes its turn before it waits");
        }

        foreach (var request in waiting)
        {
            clock.Advance(TimeSpan.FromMilliseconds(2999));
            Assert.That(request.IsCompleted, Is.False);
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await request.WaitAsync(Soon);
        }

        Assert.That(sent.Select(time => time.TotalSeconds), Is.EqualTo(new[] { 0.0, 3, 6, 9 }));
    }

    [Test]
    public async Task A_turn_of_a_clock_that_was_set_back_holds_nobody_up()
    {
        using var storage = new TestDatabase();
        var clock = new WaitingClock();
        await storage.Database.WriteAsync(transaction => transaction.ExecuteAsync(
            "INSERT INTO turns(name, next_at) VALUES ('arxiv', @at)", new { at = clock.GetUtcNow().AddDays(1) }));
        using var process = Paced(storage, clock, () => { });
        await process.GetAsync(new Uri("http://export.arxiv.example/1")).WaitAsync(Soon);
    }

    [TestCase(500)]
    [TestCase(503)]
    public async Task A_passing_failure_of_the_server_is_asked_again(int status)
    {
        var asked = 0;
        await using var server = await WebServer.StartAsync(request =>
        {
            request.HttpContext.Response.Headers.RetryAfter = "0";
            return Interlocked.Increment(ref asked) < 3 ? Results.StatusCode(status)
                : Results.Text("""[{"paper":{"id":"2508.00001","title":"One"}}]""");
        });
        await using var host = new PapersHost(PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url)));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That(
            (report.State == SourceState.Failed, await host.CountAsync("SELECT count(*) FROM papers"), asked >= 3),
            Is.EqualTo((false, 1L, true)), report.Error);
    }

    [Test]
    public async Task A_byte_order_mark_before_an_answer_does_no_harm()
    {
        await using var server =
            await WebServer.StartAsync(
                _ => Results.Text("\uFEFF" + """[{"paper":{"id":"2508.00001","title":"One"}}]"""));
        await using var host = new PapersHost(PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url)));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.New), Is.EqualTo((SourceState.Fresh, 1)), report.Error);
    }

    [Test]
    public async Task A_body_that_is_a_gzip_file_is_unpacked()
    {
        var packed = HostileAnswers.Packed("""[{"paper":{"id":"2508.00001","title":"One"}}]"""u8.ToArray());
        await using var server = await WebServer.StartAsync(_ => Results.Bytes(packed, "application/x-gzip"));
        await using var host = new PapersHost(PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url)));
        var report = (await host.GatherAsync(Day)).Sources.Single();
        Assert.That((report.State, report.New), Is.EqualTo((SourceState.Fresh, 1)), report.Error);
    }

    [Test]
    public async Task An_endless_answer_is_cut_and_no_part_is_kept()
    {
        await using var server = await WebServer.StartAsync(_ => Results.Stream(async body =>
        {
            var block = new byte[1024 * 1024];
            for (var sent = 0; sent <= TextRoom.MaxBytes; sent += block.Length)
            {
                await body.WriteAsync(block);
            }
        }));
        await using var host = new PapersHost(PapersHost.Source(0, "Json", "endless", ("Url", server.Url)));
        await FailsAsync(host, host.GatherAsync(Day));
    }

    [Test]
    public async Task A_body_that_stalls_is_given_up()
    {
        var stalled = new TaskCompletionSource();
        await using var server = await WebServer.StartAsync(request => Results.Stream(async body =>
        {
            await body.WriteAsync("[{"u8.ToArray());
            await body.FlushAsync();
            stalled.TrySetResult();
            await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }));
        await using var host = new PapersHost(PapersHost.Source(0, "Json", "stalled", ("Url", server.Url)));
        var gathering = host.GatherAsync(Day);
        await stalled.Task.WaitAsync(Soon);
        host.Clock.Advance(TimeSpan.FromMinutes(7));
        await FailsAsync(host, gathering);
    }

    private static async Task FailsAsync(PapersHost host, Task<GatherResult> gathering)
    {
        var report = (await gathering.WaitAsync(Soon)).Sources.Single();
        Assert.That((report.State, report.Listed, await host.CountAsync("SELECT count(*) FROM papers")),
            Is.EqualTo((SourceState.Failed, 0, 0L)));
        Assert.That(report.Error, Does.Contain("127.0.0.1").And.Not.Contain("\n"));
    }

    private static HttpClient Paced(TestDatabase storage, TimeProvider clock, Action sent) =>
        new(new Arxiv
        {
            InnerHandler =
            new PaceHandler(storage.Database, clock) { InnerHandler = new Answering(sent) }
        });

    private sealed class Arxiv : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            request.Options.Set(Pace.Key, new Pace("arxiv", TimeSpan.FromSeconds(3)));
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Answering(Action sent) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            sent();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }

    /// <summary>Tells when somebody begins to wait.</summary>
    private sealed class WaitingClock() : FakeTimeProvider(new DateTimeOffset(2025, 8, 9, 8, 0, 0, TimeSpan.Zero))
    {
        public SemaphoreSlim Waits { get; } = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Waits.Release();
            return timer;
        }
    }
}
