using System.Globalization;
using Dapper;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Cli;

/// <summary>
/// Mornings on which arXiv's feed was not as it should be, from the recorded answer to the readers' mail.
/// </summary>
[Category("Recordings")]
internal sealed class BadMorningTests
{
    private const string TooMany = "429";

    /// <summary>
    /// A reader of everything has papers left from the day before; one of a narrow topic and one of alerts have none.
    /// </summary>
    [TestCase("2026-04-03-cs-ai", "2026-04-04-cs-ai", "2026-04-04", "stale", true, "repeated its previous list")]
    [TestCase("2026-06-11-cs-lg", "2026-06-12-cs-lg", "2026-06-12", "stale", true, "repeated its previous list")]
    [TestCase("late-feed-2025-11-05-cs-ai", "late-feed-2025-11-05-cs-ai", "2025-11-05", "late", true,
        "has not published")]
    [TestCase("2026-08-07-cs-cl", TooMany, "2026-08-08", "failed", true, "could not be reached")]
    [TestCase(null, TooMany, "2026-08-08", "failed", false, null)]
    [TestCase(null, "holidays-2026-01-04-cs-ai", "2026-01-04", "empty", false, null)]
    [TestCase(null, "weekday-empty-2026-06-23-cs-cl", "2026-06-23", "empty", false, null)]
    public async Task A_bad_morning_has_its_state_and_nobody_gets_an_empty_digest_or_a_paper_again(string? before,
        string feed, string day, string state, bool more, string? notice)
    {
        using var storage = new TestDatabase();
        await using var server = await WebServer.StartAsync();
        var program =
            new Program(storage, "--Papers:ArxivInterval=00:00:00", "--Papers:Sources:0:Name=arxiv",
                "--Papers:Sources:0:Kind=ArxivFeed", "--Papers:Sources:0:Categories:0=cs.AI",
                $"--Papers:Sources:0:Url={server.Url}/feed");
        var morning = DateTimeOffset.Parse(day + "T00:05Z", CultureInfo.InvariantCulture);
        foreach (var (name, wishes) in new[] { ("all", new[] { "--every", "day" }),
            ("narrow", ["--query", "title:reasoning", "--max", "60", "--every", "day"]),
            ("alerts", ["--query", "title:agent", "--every", "match"]) })
        {
            await program.SayAsync(morning.AddDays(-1).AddHours(-1),
                ["subscribers", "add", $"{name}@example.org", "--confirmed", .. wishes]);
        }

        if (before is not null)
        {
            Assert.That(State(await MorningAsync(program, server, before, morning.AddDays(-1))), Is.EqualTo("fresh"));
            Assert.That(await SendAsync(program, morning.AddDays(-1)), Is.EqualTo(3));
        }

        var report = await MorningAsync(program, server, feed, morning);
        Assert.That((State(report), report.GetProperty("papers").GetInt32()), Is.EqualTo((state, 0)));
        Assert.That(await SendAsync(program, morning), Is.EqualTo(more ? 1 : 0));
        await CheckAsync(storage, more ? notice : null);
    }

    private static string? State(System.Text.Json.JsonElement report) =>
        report.GetProperty("sources")[0].GetProperty("state").GetString();

    private static async Task<System.Text.Json.JsonElement> MorningAsync(Program program, WebServer server, string feed,
        DateTimeOffset at)
    {
        server.Answer = request =>
        {
            request.HttpContext.Response.Headers.RetryAfter = "0";
            return feed == TooMany
                ? Results.Text("<html><body>Rate exceeded.</body></html>", "text/html", statusCode: 429)
                : WebServer.File($"arxiv-rss/{feed}.xml");
        };
        return await program.SayAsync(at, "gather");
    }

    /// <summary>Everything due at eight, sent; how many mails went out.</summary>
    private static async Task<int> SendAsync(Program program, DateTimeOffset morning)
    {
        var report = await program.SayAsync(morning.AddHours(8), "send");
        Assert.That(report.GetProperty("accepted").GetInt32(), Is.EqualTo(report.GetProperty("digests").GetInt32()));
        return report.GetProperty("accepted").GetInt32();
    }

    private static async Task CheckAsync(TestDatabase storage, string? notice)
    {
        await using var connection = await storage.Database.OpenAsync();
        Assert.That(
            await connection.QueryAsync<long>(
                "SELECT id FROM digests WHERE NOT EXISTS (SELECT 1 FROM digest_papers WHERE digest_id = digests.id)"),
                Is.Empty, "an empty digest");
        Assert.That(
            (await connection.QueryAsync<(long, long)>(
                "SELECT o.subscriber_id, p.paper_id FROM outbox o JOIN digest_papers p ON p.digest_id = o.digest_id"))
                .ToList(), Is.Unique, "a paper again");
        if (notice is not null)
        {
            var last =
                Directory.GetFiles(Path.Combine(storage.Folder, "pickup"), "*.eml", SearchOption.AllDirectories)
                    .MaxBy(File.GetLastWriteTimeUtc)!;
            Assert.That((await MimeKit.MimeMessage.LoadAsync(last)).TextBody, Does.Contain(notice));
        }
    }
}
