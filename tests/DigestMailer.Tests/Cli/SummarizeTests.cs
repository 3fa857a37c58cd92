using System.Text.Json;
using DigestMailer.Cli.Commands;
using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Tests.Papers.Summaries;
using DigestMailer.Tests.Web;
using DigestMailer.Today;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Cli;

/// <summary>What the command line says of the model that writes summaries.</summary>
[NonParallelizable]
internal sealed class SummarizeTests
{
    private string folder = "";

    [SetUp]
    public void Begin() => folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [TearDown]
    public void End()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task An_endpoint_that_is_down_is_one_line_of_check_and_fails_nothing() =>
        Assert.That(await ChecksAsync("http://127.0.0.1:9/v1"),
            Is.EqualTo(new[] { "Summaries: 127.0.0.1:9: it cannot be reached; digests leave without them" }));

    [TestCase(401, "does not let us in (401); check Summaries:ApiKey")]
    [TestCase(500, "a fault of its own (500)")]
    [TestCase(404, "Summaries come from pool at")]
    [TestCase(200, "Summaries come from pool at")]
    public async Task Check_asks_for_the_list_of_models_alone(int status, string line)
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Status(status));
        Assert.That((await ChecksAsync(model.Endpoint)).Single(), Does.Contain(line));
        Assert.That(model.Calls.Single().Path, Is.EqualTo("/v1/models"));
    }

    [Test]
    public async Task Check_says_when_and_why_the_last_round_failed_until_one_goes_well()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var site = await SiteFixture.StartAsync(null, $"--Summaries:Endpoint={model.Endpoint}",
            "--Summaries:Model=pool");
        var check = new SummaryCheck(site.Get<SummaryEndpoint>(), site.Get<RoundLog>(),
            site.Get<IOptions<SummaryOptions>>());
        await site.Get<RoundLog>().FailedAsync(SummaryRound.Name, "it wants to be paid first (402)");
        Assert.That((await check.LinesAsync(default)).Single(), Is.EqualTo(CheckLine.Warning(
            "Summaries: the last round failed at 2026-09-25 09:00 UTC: it wants to be paid first (402); digests "
                + "leave without them")));
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        await site.Get<RoundLog>().EndedAsync(SummaryRound.Name);
        Assert.That((await check.LinesAsync(default)).Single().Level, Is.EqualTo(CheckLevel.Good));
    }

    [Test]
    public async Task Summarize_says_what_came_of_it()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        var said = await Shell.JsonAsync(["summarize", .. Settings(model.Endpoint)]);
        Assert.That((said.GetProperty("asked").GetInt32(), said.GetProperty("left").GetInt32()), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task Without_an_endpoint_summarize_says_what_to_set()
    {
        var (code, _, complaint) = await Shell.RunAsync("summarize", Database);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(complaint, Does.Contain("Summaries:Endpoint is empty"));
    }

    [TestCase("Summaries:Endpoint: \"ftp://x\"", "--Summaries:Endpoint=ftp://x", "--Summaries:Model=m")]
    [TestCase("Summaries:Model: it is not valid", "--Summaries:Endpoint=http://127.0.0.1:9/v1")]
    [TestCase("Summaries:Endpoint is empty", "--Summaries:Model=m")]
    [TestCase("Summaries:CallsPerDay", "--Summaries:CallsPerDay=0")]
    public async Task Settings_that_cannot_work_are_rejected(string line, params string[] settings)
    {
        var (code, _, complaint) = await Shell.RunAsync(["check", Database, .. settings]);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(complaint, Does.Contain(line));
    }

    private string Database => $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "trial.db")}";

    private string[] Settings(string endpoint) =>
    [
        Database, $"--Summaries:Endpoint={endpoint}", "--Summaries:Model=pool",
        $"--Delivery:PickupFolder={Path.Combine(folder, "pickup")}",
    ];

    private async Task<string[]> ChecksAsync(string endpoint)
    {
        var (_, said, _) = await Shell.RunAsync(["check", .. Settings(endpoint), "--json"]);
        return [.. JsonDocument.Parse(said).RootElement.GetProperty("checks").EnumerateArray()
            .Select(check => check.GetProperty("message").GetString()!)
            .Where(message => message.StartsWith("Summaries", StringComparison.Ordinal))];
    }
}
