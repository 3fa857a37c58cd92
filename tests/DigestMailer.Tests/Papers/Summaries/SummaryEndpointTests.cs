using System.Globalization;
using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Papers.Summaries;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Papers.Summaries;

/// <summary>Whatever an endpoint answers is an outcome after one call, within one time limit.</summary>
internal sealed class SummaryEndpointTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly WantedSummary Wanted =
        new(new Paper { Id = 1, Key = "k", Title = "A pool", Abstract = "We keep a pool.", Url = "https://e" }, "en");

    private readonly FakeTimeProvider clock = new(Now);

    [Test]
    public async Task A_sentence_is_taken_and_the_request_names_model_key_and_paper()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        Assert.That(await AskAsync(model.Endpoint), Is.EqualTo(SummaryOutcome.Written(ModelServer.Sentence)));
        var (path, key, body) = model.Calls.Single();
        var messages = JsonDocument.Parse(body).RootElement.GetProperty("messages");
        var data = messages[1].GetProperty("content").GetString()!.Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That((path, key), Is.EqualTo(("/v1/chat/completions", "Bearer sk-secret")));
            Assert.That(JsonDocument.Parse(body).RootElement.GetProperty("model").GetString(),
                Is.EqualTo("lab/pool-8b"));
            Assert.That(data, Does.Contain("Title: A pool").And.Contain("We keep a pool."));
            Assert.That(data[^1], Is.EqualTo(data[0]), "the paper is fenced");
            Assert.That(messages[0].GetProperty("content").GetString(), Does.Contain(data[0]).And.Contain("English"));
        }
    }

    [Test]
    public async Task An_address_that_names_completions_already_is_taken_as_it_is()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await AskAsync(model.Endpoint + "/chat/completions");
        Assert.That(model.Calls.Single().Path, Is.EqualTo("/v1/chat/completions"));
    }

    [TestCase(500, SummaryEnd.Failed)]
    [TestCase(502, SummaryEnd.Failed)]
    [TestCase(400, SummaryEnd.Failed)]
    [TestCase(429, SummaryEnd.Stopped)]
    [TestCase(401, SummaryEnd.Stopped)]
    [TestCase(403, SummaryEnd.Stopped)]
    [TestCase(404, SummaryEnd.Stopped)]
    [TestCase(307, SummaryEnd.Stopped)]
    public async Task A_status_is_one_call_and_a_clause_without_the_endpoints_words(int status, SummaryEnd end)
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Status(status));
        var outcome = await AskAsync(model.Endpoint);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((outcome.End, model.Count), Is.EqualTo((end, 1)));
            Assert.That(outcome.Fault, Does.Contain(status.ToString(CultureInfo.InvariantCulture))
                .And.Not.Contain("secret").And.Not.Contain("\n"));
        }
    }

    [TestCase(429, "120", 120)]
    [TestCase(503, "Tue, 24 Nov 2026 09:05:00 GMT", 300)]
    public async Task Retry_After_is_when_it_is_asked_again(int status, string after, int seconds)
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Status(status, after));
        var outcome = await AskAsync(model.Endpoint);
        Assert.That((outcome.End, outcome.AskAfter), Is.EqualTo((SummaryEnd.Stopped, Now.AddSeconds(seconds))));
    }

    [Test]
    public async Task Silence_ends_with_the_time_limit_after_one_call()
    {
        var asked = new TaskCompletionSource();
        await using var model = await ModelServer.StartAsync(() =>
        {
            asked.TrySetResult();
            return ModelServer.Silence();
        });
        var asking = AskAsync(model.Endpoint);
        await Task.WhenAny(asked.Task, asking);
        clock.Advance(TimeSpan.FromSeconds(31));
        var outcome = await asking.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(outcome, Is.EqualTo(SummaryOutcome.Failed("it did not answer within 30 seconds")));
        Assert.That(model.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_endpoint_that_is_down_cannot_be_reached() =>
        Assert.That(await AskAsync("http://127.0.0.1:9/v1"),
            Is.EqualTo(SummaryOutcome.Stopped("it cannot be reached")));

    [TestCase("")]
    [TestCase("<!doctype html><title>Log in</title>")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"choices":[]}""")]
    [TestCase("""{"choices":{}}""")]
    [TestCase("""{"choices":[7]}""")]
    [TestCase("""{"choices":[{"message":"text"}]}""")]
    [TestCase("""{"error":{"message":"out of memory"}}""")]
    [TestCase("""{"choices":[{"message":{"content":"cut""")]
    public async Task An_answer_of_another_kind_is_the_endpoints_fault(string body)
    {
        await using var model = await ModelServer.StartAsync(() => Results.Text(body));
        Assert.That((await AskAsync(model.Endpoint)).Fault, Does.Contain("is not a chat completion"));
    }

    [TestCase(5)]
    [TestCase(1)]
    public async Task A_large_answer_is_not_read_to_its_end(int megabytes)
    {
        await using var model =
            await ModelServer.StartAsync(() => ModelServer.Text(new string('a', megabytes * 1024 * 1024)));
        Assert.That(await AskAsync(model.Endpoint),
            Is.EqualTo(SummaryOutcome.Failed("its answer is larger than 128 KB")));
    }

    [Test]
    public async Task A_long_paper_is_sent_in_part()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        var wanted = Wanted with { Paper = Wanted.Paper with { Abstract = new string('a', 20_000) } };
        await AskAsync(model.Endpoint, wanted);
        Assert.That(model.Calls.Single().Body, Has.Length.LessThan(7000));
    }

    private Task<SummaryOutcome> AskAsync(string endpoint, WantedSummary? wanted = null) =>
        Endpoint(endpoint).AskAsync(wanted ?? Wanted, CancellationToken.None);

    private SummaryEndpoint Endpoint(string endpoint) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Summaries:Endpoint"] = endpoint,
            ["Summaries:Model"] = "lab/pool-8b",
            ["Summaries:ApiKey"] = "sk-secret",
        }).Build())
        .AddLogging().AddSingleton<TimeProvider>(clock).AddSummaries().BuildServiceProvider()
        .GetRequiredService<SummaryEndpoint>();
}
