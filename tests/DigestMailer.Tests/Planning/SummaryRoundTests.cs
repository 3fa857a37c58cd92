using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;
using DigestMailer.Tests.Papers.Summaries;
using Microsoft.AspNetCore.Http;
using MimeKit;

namespace DigestMailer.Tests.Planning;

/// <summary>Which papers a model is asked about, how often, and what a digest shows of it.</summary>
internal sealed class SummaryRoundTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string German =
        "Die Autoren halten einen flachen Vorrat an Momenten und halbieren damit den Speicher des Modells.";

    private static readonly string Abstract =
        string.Join(' ', Enumerable.Repeat("We propose a shallow pool of moments for models that listen.", 6));

    [Test]
    public async Task A_paper_is_asked_for_once_in_each_language_however_many_read_it()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var box = await BoxAsync(model, papers: 2, readers: 50);
        await box.RunAsync("UPDATE subscribers SET language = 'de' WHERE id > 40");
        model.Say(() => ModelServer.Text(IsGerman(model) ? German : ModelServer.Sentence));
        Assert.That(await Round(box).AskAsync(), Is.EqualTo(new SummaryReport(4, 4, 0, 0, null)));
        Assert.That(await Round(box).AskAsync(), Is.EqualTo(SummaryReport.None));
        Assert.That(model.Count, Is.EqualTo(4));
        await box.Planner.PlanAsync();
        await box.Dispatcher.DeliverAsync();
        var mails = Mails(box);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mails, Has.Count.EqualTo(50));
            Assert.That(mails.Count(mail => mail.HtmlBody!.Contains(ModelServer.Sentence, StringComparison.Ordinal)
                && mail.HtmlBody!.Contains("Machine-written summary, pool-8b", StringComparison.Ordinal)),
                Is.EqualTo(40));
            Assert.That(mails.Count(mail => mail.HtmlBody!.Contains(German, StringComparison.Ordinal)
                && mail.HtmlBody!.Contains("Maschinell zusammengefasst, pool-8b", StringComparison.Ordinal)),
                Is.EqualTo(10));
        }
    }

    [Test]
    public async Task Only_papers_that_a_digest_of_the_next_hours_may_contain_are_asked_for()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var box = await BoxAsync(model, papers: 3, readers: 2);
        await box.RunAsync("UPDATE subscriptions SET topic_set_id = 2 WHERE subscriber_id = 1");
        await box.RunAsync("UPDATE subscriptions SET next_at = @late WHERE subscriber_id = 2",
            new { late = OutboxFixture.Slot.AddHours(13) });
        await box.RunAsync("UPDATE papers SET title = 'A pool' WHERE id > 1");
        await box.RunAsync("UPDATE papers SET title = 'A paper' WHERE id = 1");
        Assert.That((await Round(box).AskAsync()).Asked, Is.EqualTo(1), "reader 1 follows title:paper");
        box.Clock.Advance(TimeSpan.FromHours(2));
        Assert.That((await Round(box).AskAsync()).Asked, Is.EqualTo(2), "reader 2 follows every paper");
    }

    [TestCase("UPDATE subscriptions SET state = 'Unsubscribed'")]
    [TestCase("UPDATE papers SET abstract = 'It is short.'")]
    [TestCase("UPDATE papers SET withdrawn_at = 1")]
    [TestCase("UPDATE papers SET summary = 'The pool of a source halves the memory of a model.', summary_by = 'A lab'")]
    public async Task Nothing_is_asked_that_no_digest_would_show(string change)
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var box = await BoxAsync(model, papers: 1, readers: 1);
        await box.RunAsync(change);
        Assert.That(await Round(box).AskAsync(), Is.EqualTo(SummaryReport.None));
        Assert.That(model.Count, Is.Zero);
    }

    [Test]
    public async Task The_budget_is_the_days_over_all_rounds()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text("No."));
        await using var box = await BoxAsync(model, papers: 5, readers: 1, ("Summaries:CallsPerDay", "2"));
        var spent = new SummaryReport(2, 0, 2, 3, null) { IsSpent = true };
        Assert.That(await Round(box).AskAsync(), Is.EqualTo(spent));
        Assert.That((await Round(box).AskAsync()).Asked, Is.Zero);
        box.Clock.Advance(TimeSpan.FromDays(1));
        await box.RunAsync("UPDATE subscriptions SET next_at = @now", new { now = box.Clock.GetUtcNow() });
        Assert.That((await Round(box).AskAsync()).Asked, Is.EqualTo(2));
        Assert.That(model.Count, Is.EqualTo(4));
    }

    [Test]
    public async Task A_text_that_was_rejected_is_not_asked_for_again_of_this_model()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text("No."));
        await using var box = await BoxAsync(model, papers: 1, readers: 1);
        Assert.That(await Round(box).AskAsync(), Is.EqualTo(new SummaryReport(1, 0, 1, 0, null)));
        Assert.That(await Round(box).AskAsync(), Is.EqualTo(SummaryReport.None));
        await box.RunAsync("UPDATE paper_summaries SET model = 'another'");
        Assert.That((await Round(box).AskAsync()).Asked, Is.EqualTo(1));
        Assert.That(await box.ReadAsync<(string, long)>("SELECT model, prompt FROM paper_summaries"),
            Is.EqualTo(new[] { ("pool-8b", (long)SummaryPrompt.Version) }));
    }

    [TestCase(401, 1)]
    [TestCase(404, 1)]
    [TestCase(429, 1)]
    [TestCase(500, 3)]
    public async Task An_endpoint_that_fails_ends_the_round(int status, int calls)
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Status(status));
        await using var box = await BoxAsync(model, papers: 9, readers: 1);
        var report = await Round(box).AskAsync();
        Assert.That(model.Count, Is.EqualTo(calls));
        Assert.That(report.Fault, Does.Contain(status.ToString(CultureInfo.InvariantCulture)).And.Contain("127.0.0.1"));
        model.Say(() => ModelServer.Text(ModelServer.Sentence));
        Assert.That((await Round(box).AskAsync()).Written, Is.EqualTo(9), "the next round asks for all");
    }

    [Test]
    public async Task A_paper_whose_calls_fail_is_asked_for_three_times_and_behind_the_others()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var box = await BoxAsync(model, papers: 3, readers: 1);
        await box.RunAsync("UPDATE papers SET title = 'The cursed pool' WHERE id = 1");
        model.Say(() => model.Calls.Last().Body.Contains("cursed", StringComparison.Ordinal)
            ? ModelServer.Status(500) : ModelServer.Text(ModelServer.Sentence));
        var reports = new List<int>();
        for (var round = 0; round < 5; round++)
        {
            reports.Add((await Round(box).AskAsync()).Asked);
        }

        Assert.That(reports, Is.EqualTo(new[] { 3, 1, 1, 0, 0 }));
    }

    [Test]
    public async Task Retry_After_is_honoured_over_rounds()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Status(429, "7200"));
        await using var box = await BoxAsync(model, papers: 2, readers: 1);
        await Round(box).AskAsync();
        box.Clock.Advance(TimeSpan.FromMinutes(119));
        Assert.That((await Round(box).AskAsync()).Fault, Does.Contain("asked again after 2026-03-02 09:00 UTC"));
        Assert.That(model.Count, Is.EqualTo(1));
        box.Clock.Advance(TimeSpan.FromMinutes(1));
        await Round(box).AskAsync();
        Assert.That(model.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task A_digest_leaves_while_the_model_is_silent()
    {
        await using var model = await ModelServer.StartAsync(ModelServer.Silence);
        await using var box = await BoxAsync(model, papers: 2, readers: 3);
        using var stop = new CancellationTokenSource();
        var asking = Round(box).AskAsync(stop.Token);
        await box.Planner.PlanAsync();
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(3));
        Assert.That(asking.IsCompleted, Is.False);
        await stop.CancelAsync();
        Assert.That(() => asking, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_summary_written_after_its_digest_was_planned_is_left_out()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var box = await BoxAsync(model, papers: 1, readers: 1);
        await box.Planner.PlanAsync();
        box.Clock.Advance(TimeSpan.FromMinutes(1));
        var digest = await box.OneAsync<long>("SELECT id FROM digests");
        var paper = await box.Get<PaperStore>().FindAsync([1]);
        await box.Get<SummaryStore>().KeepAsync(new(paper[1], "en"), SummaryOutcome.Written(ModelServer.Sentence));
        Assert.That((await box.Get<DigestStore>().ContentAsync(digest)).Summaries, Is.Empty);
    }

    [Test]
    public async Task Summaries_have_no_part_in_the_choice()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var box = await BoxAsync(model, papers: 5, readers: 2);
        await box.RunAsync("INSERT INTO topic_sets(id, definition) VALUES (3, @definition)",
            new { definition = """{"topics":[],"queries":["halve"]}""" });
        await box.RunAsync("UPDATE subscriptions SET topic_set_id = 3 WHERE subscriber_id = 2");
        await Round(box).AskAsync();
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM paper_summaries"), Is.EqualTo(5));
        Assert.That((await box.Planner.PlanAsync()).Digests, Is.EqualTo(1), "the word is in the summaries alone");
    }

    [Test]
    public async Task Hostile_text_is_text_in_the_mail()
    {
        const string hostile = "The authors halve \"costs\" & memory for n < 9 and 'x' > 2 {% in %} of a model.";
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(hostile));
        await using var box = await BoxAsync(model, papers: 1, readers: 1);
        await Round(box).AskAsync();
        await box.Planner.PlanAsync();
        await box.Dispatcher.DeliverAsync();
        Assert.That(Mails(box).Single().HtmlBody,
            Does.Contain("&quot;costs&quot; &amp; memory for n &lt; 9 and &#39;x&#39; &gt; 2 {% in %}"));
    }

    [Test]
    public async Task Two_rows_of_one_work_keep_one_summary_in_each_language()
    {
        await using var model = await ModelServer.StartAsync(() => ModelServer.Text(ModelServer.Sentence));
        await using var box = await BoxAsync(model, papers: 2, readers: 1);
        await Round(box).AskAsync();
        await box.RunAsync("UPDATE paper_summaries SET language = 'de' WHERE paper_id = 2");
        await box.Get<Database>().WriteAsync(transaction => new SummaryUnion().UniteAsync(transaction, 1, 2));
        Assert.That(await box.ReadAsync<(long, string)>("SELECT paper_id, language FROM paper_summaries ORDER BY 2"),
            Is.EqualTo(new[] { (1L, "de"), (1L, "en") }));
    }

    [Test]
    public async Task Without_an_endpoint_nobody_is_asked()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await box.Made.PaperAsync(1, "A pool", OutboxFixture.Slot, Abstract);
        Assert.That(await Round(box).AskAsync(), Is.EqualTo(SummaryReport.None));
    }

    private static SummaryRound Round(OutboxFixture box) => box.Get<SummaryRound>();

    private static bool IsGerman(ModelServer model) =>
        model.Calls.Last().Body.Contains("German", StringComparison.Ordinal);

    private static async Task<OutboxFixture> BoxAsync(ModelServer model, int papers, int readers,
        params (string, string)[] settings)
    {
        var box = new OutboxFixture(null,
            [("Summaries:Endpoint", model.Endpoint), ("Summaries:Model", "lab/pool-8b"), .. settings]);
        await box.SubscribersAsync(readers);
        for (var id = 1; id <= papers; id++)
        {
            await box.Made.PaperAsync(id, $"A pool of {id} moments", OutboxFixture.Slot, Abstract);
        }

        await box.Made.GatheringAsync("test", "Fresh", OutboxFixture.Slot);
        return box;
    }

    private static List<MimeMessage> Mails(OutboxFixture box) =>
        [.. Directory.EnumerateFiles(box.Pickup, "*.eml").Select(file => MimeMessage.Load(file))];
}
