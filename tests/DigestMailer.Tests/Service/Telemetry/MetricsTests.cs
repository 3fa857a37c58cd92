using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using DigestMailer.Tests.Delivery.Relays;
using DigestMailer.Tests.Papers.Sources;
using DigestMailer.Tests.Service.Running;
using DigestMailer.Tests.Web;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Service.Telemetry;

/// <summary>
/// What Prometheus gets from the real program, after a morning in which a little of everything happened.
/// </summary>
[Category("Slow")]
internal sealed partial class MetricsTests
{
    private const string Secret = "s3cret-of-the-metrics";
    private static readonly string Monitoring = Path.Combine(TestContext.CurrentContext.TestDirectory, "monitoring");

    private readonly string address =
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LiveRun.FreePort()}");
    private TestDatabase storage = null!;
    private ScriptedSmtpServer relay = null!;
    private WebServer source = null!;
    private LiveRun run = null!;
    private string metrics = "";

    [OneTimeSetUp]
    public async Task LiveThroughAMorningAsync()
    {
        storage = new TestDatabase();
        await MailAsync();
        relay = new ScriptedSmtpServer((verb, line) => verb == "RCPT"
            && line.Contains("reader2@", StringComparison.Ordinal) ? "550 5.1.1 no such user" : verb == "RCPT"
            && line.Contains("reader3@", StringComparison.Ordinal) ? "451 4.7.1 later" : null).Start();
        source = await WebServer.StartAsync(_ => Results.Text("""[{"title":"A paper of the lab"}]""",
            "application/json"));
        run = new LiveRun(storage);
        run.Write(("Telemetry:MetricsUrl", address), ("Telemetry:MetricsSecret", Secret),
            ("Delivery:Relays:0:Host", "127.0.0.1"), ("Delivery:Relays:0:Security", "None"),
            ("Delivery:Relays:0:Port", relay.Port.ToString(CultureInfo.InvariantCulture)),
            ("Papers:Sources:0:Name", "lab"), ("Papers:Sources:0:Kind", "Json"),
            ("Papers:Sources:0:Url", $"{source.Url}/papers.json"),
            ("Papers:Sources:1:Name", "dead"), ("Papers:Sources:1:Kind", "Json"),
            ("Papers:Sources:1:Path", "nowhere.json"), ("Web:FillInTime", "00:00:00"),
            ("Bounces:Interval", "00:00:10"));
        await run.StartAsync();
        using var visitor = new Visitor(run.Address);
        await visitor.PressAsync("/subscribe", "Subscribe", ("email", "new@example.org"), ("every", "day"));
        string[] last =
        [
            "domain=\"example.com\",outcome=\"accepted\"} 3", "outcome=\"rejected\"",
            "digestmailer_slot_lag_seconds_count", "digestmailer_consents_total", "digestmailer_due_total",
            "digestmailer_bounces_mails_total", "digestmailer_round_failed{round=\"planning\"}",
        ];
        await run.UntilAsync(async () =>
        {
            metrics = await ScrapeAsync(address);
            return last.All(name => metrics.Contains(name, StringComparison.Ordinal));
        }, () => $"not all was counted\n{metrics}");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await run.DisposeAsync();
        await relay.DisposeAsync();
        await source.DisposeAsync();
        storage.Dispose();
    }

    [TestCase("digestmailer_mails_total", "domain=\"example.com\",outcome=\"accepted\"", 3)]
    [TestCase("digestmailer_mails_total", "domain=\"example.com\",outcome=\"rejected\"", 1)]
    [TestCase("digestmailer_slot_lag_seconds_count", "", 3)]
    [TestCase("digestmailer_consents_total", "source=\"form\",state=\"pending\"", 1)]
    [TestCase("digestmailer_bounces_mails_total", "kind=\"Hard\"", 1)]
    [TestCase("digestmailer_papers_new_total", "source=\"lab\",state=\"fresh\"", 1)]
    [TestCase("digestmailer_delivery_stopped", "", 0)]
    [TestCase("digestmailer_round_failed", "round=\"planning\"", 0)]
    public void Each_event_is_counted(string name, string labels, int value) =>
        Assert.That(metrics.Split('\n'), Has.One.EqualTo(string.Create(CultureInfo.InvariantCulture,
            $"{name}{{{labels}}} {value}")), metrics);

    [TestCase("digestmailer_gatherings_total{source=\"dead\",state=\"failed\"} ")]
    [TestCase("digestmailer_source_bad_seconds{source=\"dead\"} ")]
    [TestCase("digestmailer_due_total{end=\"")]
    [TestCase("digestmailer_deferrals_total{} ")]
    [TestCase("http_server_request_duration_seconds_count{http_request_method=\"GET\"")]
    public void Each_state_is_shown(string beginning) =>
        Assert.That(metrics.Split('\n'), Has.Some.StartsWith(beginning), metrics);

    [Test]
    public void No_address_of_a_reader_is_shown() =>
        Assert.That(metrics, Does.Not.Contain("@").And.Not.Contain("reader"));

    [TestCase(null)]
    [TestCase("Bearer wrong-secret-of-metrics")]
    [TestCase("Bearer s3cret-of-the-metric")]
    [TestCase("Basic s3cret-of-the-metrics")]
    public async Task Without_the_secret_the_address_is_as_unknown_as_any_other(string? authorization)
    {
        var unknown = await AskAsync("/metricz", authorization);
        var asked = await AskAsync("/metrics", authorization);
        Assert.That(asked.Status, Is.EqualTo(404));
        Assert.That(asked.Text.Replace("/metrics", "/metricz", StringComparison.Ordinal), Is.EqualTo(unknown.Text));
    }

    [Test]
    public async Task With_the_secret_the_metrics_are_next_to_the_pages()
    {
        var asked = await AskAsync("/metrics", $"Bearer {Secret}");
        Assert.That(asked.Status, Is.EqualTo(200));
        Assert.That(asked.Text, Does.Contain("digestmailer_mails_total{"));
    }

    [Test]
    public async Task The_own_address_has_nothing_else()
    {
        using var client = new HttpClient();
        Assert.That((int)(await client.GetAsync($"{address}/")).StatusCode, Is.EqualTo(404));
        Assert.That(await client.GetStringAsync($"{address}/health/live"), Is.EqualTo("live"));
    }

    [Test]
    public void Alerts_and_dashboard_ask_for_metrics_that_there_are()
    {
        var exported = metrics.Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('{', ' ')[0]).ToHashSet();
        var rules = File.ReadAllText(Path.Combine(Monitoring, "alerts.yml"));
        var asked =
            Panels().Append(rules).SelectMany(text => Names().Matches(text)).Select(name => name.Value).Distinct()
            .ToList();
        Assert.That(asked, Has.Count.GreaterThan(12));
        Assert.That(asked, Is.SubsetOf(exported));
    }

    [Test]
    public async Task Promtool_accepts_the_metrics() => await PromtoolAsync(metrics, "check", "metrics");

    [Test]
    public async Task Promtool_accepts_the_rules_and_they_fire()
    {
        await PromtoolAsync(null, "check", "rules", "alerts.yml");
        await PromtoolAsync(null, "test", "rules", "alerts.test.yml");
    }

    private static IEnumerable<string> Panels() => JsonDocument
        .Parse(File.ReadAllText(Path.Combine(Monitoring, "dashboard.json"))).RootElement.GetProperty("panels")
        .EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
        .Select(target => target.GetProperty("expr").GetString()!);

    private async Task MailAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        async Task RunAsync(string sql, object? values)
        {
            await using var connection = await storage.Database.OpenAsync();
            await connection.ExecuteAsync(sql, values);
        }

        var made = new MadeRows(now.AddMinutes(-2), RunAsync);
        await made.PaperAsync(1, "A paper on models");
        await made.TopicSetAsync(1);
        await made.SubscribersAsync(4);
        await made.DigestAsync(1, now.AddDays(-1), []);
        await made.DigestAsync(2, now.AddMinutes(-2), [1], previous: 1);
        await RunAsync("UPDATE subscriptions SET last_digest_id = 2, next_at = @next", new { next = now.AddDays(1) });
        await RunAsync("UPDATE subscriptions SET next_at = @now WHERE subscriber_id = 4", new { now });
        await made.MailToAllAsync(2);
    }

    private static async Task<string> ScrapeAsync(string address)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync($"{address}/metrics");
    }

    private async Task<(int Status, string Text)> AskAsync(string path, string? authorization)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, run.Address + path);
        if (authorization is not null)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task PromtoolAsync(string? input, params string[] words)
    {
        const string Tool = "/usr/bin/promtool";
        Assume.That(File.Exists(Tool), $"{Tool} is not there; apt-get install prometheus installs it.");
        using var tool = Process.Start(new ProcessStartInfo(Tool, words)
        {
            WorkingDirectory = Monitoring,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        var said = await tool.StandardOutput.ReadToEndAsync() + await tool.StandardError.ReadToEndAsync();
        await tool.WaitForExitAsync();
        Assert.That(tool.ExitCode, Is.Zero, said);
    }

    [GeneratedRegex(@"\b(digestmailer|http_server|dotnet)_\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}
