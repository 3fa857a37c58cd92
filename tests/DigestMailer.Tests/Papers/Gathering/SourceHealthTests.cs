using System.Globalization;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Papers.Gathering;

[Category("Recordings")]
internal sealed class SourceHealthTests
{
    [Test]
    public async Task A_late_feed_that_has_not_changed_since_is_late_still()
    {
        await using var server = await WebServer.StartAsync(Conditional("arxiv-rss/late-feed-2025-11-05-cs-ai.xml"));
        await using var host = Host(server);
        host.Clock.SetUtcNow(Time("2025-11-05T00:05:00Z"));
        await host.GatherAsync();
        host.Clock.Advance(TimeSpan.FromHours(2));
        var report = (await host.GatherAsync()).Sources.Single();
        Assert.That((report.State, report.Edition, report.New),
            Is.EqualTo((SourceState.Late, new DateOnly(2025, 11, 3), 0)));
        Assert.That(server.Asked.Last().ETag, Is.EqualTo("\"one\""));
    }

    [Test]
    public async Task An_empty_feed_of_a_holiday_means_no_papers_today()
    {
        await using var server = await WebServer.StartAsync(Conditional("arxiv-rss/holidays-2026-01-04-cs-ai.xml"));
        await using var host = Host(server);
        host.Clock.SetUtcNow(Time("2026-01-04T00:05:00Z"));
        Assert.That((await host.GatherAsync()).Sources.Single(),
            Has.Property("State").EqualTo(SourceState.Empty).And.Property("Error").Null);
        Assert.That((await host.GatherAsync()).Sources.Single(),
            Has.Property("State").EqualTo(SourceState.Empty).And.Property("Error").Null,
            "and so it is when it is asked again");
        Assert.That(await host.NoticesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_weekday_after_a_holiday_is_empty_and_not_late()
    {
        await using var server =
            await WebServer.StartAsync(Conditional("arxiv-rss/weekday-empty-2026-06-23-cs-cl.xml"));
        await using var host = Host(server);
        host.Clock.SetUtcNow(Time("2026-06-23T00:05:00Z"));
        Assert.That((await host.GatherAsync()).Sources.Single(),
            Has.Property("State").EqualTo(SourceState.Empty).And.Property("Error").Null);
    }

    [TestCase("2026-08-07", true)]
    [TestCase("2026-08-08", false)]
    [TestCase("2026-08-09", false)]
    [TestCase("2026-08-10", true)]
    [TestCase("2026-06-22", false)]
    [TestCase("2025-12-25", false)]
    [TestCase("2025-12-26", false)]
    [TestCase("2025-11-27", true)]
    [TestCase("2025-11-28", false)]
    [TestCase("2026-01-20", false)]
    public void The_feeds_of_arXiv_have_papers_on_weekdays_after_days_of_work(string day, bool papers) =>
        Assert.That(ArxivCalendar.HasPapers(DateOnly.Parse(day, CultureInfo.InvariantCulture)), Is.EqualTo(papers));

    [TestCase("2026-08-07", "2026-08-09", false)]
    [TestCase("2026-08-07", "2026-08-10", true)]
    [TestCase("2026-08-06", "2026-08-07", true)]
    [TestCase("2026-06-19", "2026-06-22", false)]
    public void A_batch_is_late_only_where_a_newer_one_was_due(string batch, string asked, bool late) =>
        Assert.That(
            ArxivCalendar.IsLate(DateOnly.Parse(batch, CultureInfo.InvariantCulture),
                DateOnly.Parse(asked, CultureInfo.InvariantCulture)), Is.EqualTo(late));

    [Test]
    public async Task A_missing_source_has_the_name_that_readers_know(
        [Values(SourceState.Stale, SourceState.Late, SourceState.Partial, SourceState.Failed,
            SourceState.Refused)] SourceState state)
    {
        await using var host = new PapersHost(PapersHost.Source(0, "ArxivFeed", "arxiv", ("Categories:0", "cs.AI")));
        await host.Papers.NoteAsync(new SourceAnswer(state, new DateOnly(2025, 8, 9), [], "why"), "arxiv");
        Assert.That(await host.NoticesAsync(), Is.EqualTo(new[] { new SourceNotice("arXiv", state) }));
    }

    [Test]
    public async Task A_source_that_failed_an_hour_after_it_answered_misses_nothing()
    {
        await using var host = new PapersHost(PapersHost.Source(0, "HuggingFace", "hf"));
        await host.Papers.NoteAsync(SourceAnswer.Of(new DateOnly(2025, 8, 9), []), "hf");
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.Papers.NoteAsync(SourceAnswer.Failed(new DateOnly(2025, 8, 9), "why"), "hf");
        Assert.That(await host.NoticesAsync(), Is.Empty);
        host.Clock.Advance(TimeSpan.FromHours(14));
        await host.Papers.NoteAsync(SourceAnswer.Failed(new DateOnly(2025, 8, 9), "why"), "hf");
        Assert.That(await host.NoticesAsync(),
            Is.EqualTo(new[] { new SourceNotice("Hugging Face", SourceState.Failed) }));
    }

    [Test]
    public async Task A_past_day_that_fails_says_nothing_of_how_the_source_is_doing()
    {
        await using var server =
            await WebServer.StartAsync(
                request => request.Query["date"] == "2025-08-09" ? Results.Text("[]") : Results.NotFound());
        await using var host = new PapersHost(PapersHost.Source(0, "HuggingFace", "hf", ("Url", server.Url)));
        var report = (await host.GatherAsync()).Sources.Single();
        Assert.That((report.State, report.BadSince, report.LastGood),
            Is.EqualTo((SourceState.Empty, (DateTimeOffset?)null, (DateTimeOffset?)host.Clock.GetUtcNow())));
        Assert.That(report.Error, Does.StartWith("2025-08-06: ").And.Contain("404"));
        Assert.That(await host.NoticesAsync(), Is.Empty);
        Assert.That(server.Asked, Has.Count.EqualTo(2), "and the other missed days are left for the next gathering");
    }

    [Test]
    public async Task Since_when_a_source_fails_is_known()
    {
        await using var host = new PapersHost(PapersHost.Source(0, "Json", "lab", ("Path", "/nowhere/papers.json")));
        await host.Papers.NoteAsync(SourceAnswer.Of(new DateOnly(2025, 8, 9), []), "lab");
        var good = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromHours(2));
        var bad = host.Clock.GetUtcNow();
        await host.GatherAsync();
        host.Clock.Advance(TimeSpan.FromHours(2));
        var report = (await host.GatherAsync()).Sources.Single();
        Assert.That((report.State, report.LastGood, report.BadSince),
            Is.EqualTo((SourceState.Failed, (DateTimeOffset?)good, (DateTimeOffset?)bad)));
    }

    private static Func<HttpRequest, IResult> Conditional(string recording) => request =>
    {
        request.HttpContext.Response.Headers.ETag = "\"one\"";
        return request.Headers.IfNoneMatch == "\"one\"" ? Results.StatusCode(304) : WebServer.File(recording);
    };

    private static PapersHost Host(WebServer server) =>
        new(PapersHost.Source(0, "ArxivFeed", "arxiv", ("Url", server.Url + "/feed"), ("Categories:0", "cs.AI")));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
