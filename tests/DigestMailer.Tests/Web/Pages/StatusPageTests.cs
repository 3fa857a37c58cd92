using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Planning;
using DigestMailer.Today;

namespace DigestMailer.Tests.Web.Pages;

/// <summary>What anyone may know of the sources.</summary>
internal sealed class StatusPageTests
{
    [Test]
    public async Task The_page_lists_each_source_with_its_state_and_without_the_operators_reasons()
    {
        await using var site = await SiteFixture.StartAsync(null,
            "--Papers:Sources:0:Name=hf", "--Papers:Sources:0:Kind=HuggingFace",
            "--Papers:Sources:1:Name=arxiv-cl", "--Papers:Sources:1:Kind=ArxivFeed",
            "--Papers:Sources:1:Categories:0=cs.CL",
            "--Papers:Sources:2:Name=lab", "--Papers:Sources:2:Kind=Json",
            "--Papers:Sources:2:Path=/secret/papers.json",
            "--Papers:Sources:3:Name=new", "--Papers:Sources:3:Kind=Json", "--Papers:Sources:3:Path=/secret/more.json");
        var papers = site.Get<PaperStore>();
        await papers.NoteAsync(SourceAnswer.Of(new DateOnly(2026, 11, 22), []), "hf");
        await papers.NoteAsync(
            new SourceAnswer(SourceState.Late, new DateOnly(2026, 11, 20), [], "the newest batch is of 2026-11-20"),
            "arxiv-cl");
        await papers.NoteAsync(SourceAnswer.Failed(new DateOnly(2026, 11, 24), "there is no file /secret/papers.json"),
            "lab");
        using var client = new HttpClient();
        var page = await client.GetStringAsync($"{site.Address}/status");
        Assert.That(page, Does.Contain("Hugging Face (hf)").And.Contain("no papers on 22 November")
            .And.Contain("arXiv (arxiv-cl)").And.Contain("late: its newest list is of 20 November")
            .And.Contain("failing: it could not be reached").And.Contain("not asked yet").And.Not.Contain("secret"));
    }

    [Test]
    public async Task A_model_that_fails_is_one_line_while_it_is_asked_for()
    {
        const string Line = "Machine-written summaries are unavailable";
        await using var asking = await SiteFixture.StartAsync(null, "--Summaries:Endpoint=http://127.0.0.1:9/v1",
            "--Summaries:Model=pool");
        await using var plain = await SiteFixture.StartAsync();
        using var client = new HttpClient();
        Assert.That(await client.GetStringAsync($"{asking.Address}/status"), Does.Not.Contain(Line));
        foreach (var site in new[] { asking, plain })
        {
            await site.Get<RoundLog>().FailedAsync(SummaryRound.Name, "127.0.0.1:9: it cannot be reached");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await client.GetStringAsync($"{asking.Address}/status"),
                Does.Contain(Line).And.Not.Contain("127.0.0.1:9:"));
            Assert.That(await client.GetStringAsync($"{plain.Address}/status"), Does.Not.Contain(Line));
        }
    }
}
