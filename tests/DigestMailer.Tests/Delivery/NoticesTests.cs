using MimeKit;

namespace DigestMailer.Tests.Delivery;

/// <summary>What readers are told of a source whose papers are missing.</summary>
internal sealed class NoticesTests
{
    [Test]
    public async Task A_digest_planned_while_a_source_is_down_says_so_in_one_line_of_both_parts()
    {
        await using var box =
            new OutboxFixture(null, ("Papers:Sources:0:Name", "arxiv"), ("Papers:Sources:0:Kind", "ArxivFeed"),
                ("Papers:Sources:0:Categories:0", "cs.CL"));
        await box.PaperAsync(1, "A paper");
        await box.Made.GatheringAsync("arxiv", "Failed", OutboxFixture.Slot, "why");
        await box.SubscribersAsync(1);
        await box.Planner.PlanAsync();
        Assert.That(await box.OneAsync<string>("SELECT notices FROM digests"),
            Is.EqualTo("""[{"Source":"arXiv","State":"Failed"}]"""));

        await box.Made.GatheringAsync("arxiv", "Fresh", OutboxFixture.Slot);
        await box.Dispatcher.DeliverAsync();
        var mail =
            await MimeMessage.LoadAsync(Directory.GetFiles(box.Pickup, "*.eml", SearchOption.AllDirectories).Single());
        Assert.That(mail.HtmlBody, Does.Contain("arXiv could not be reached"));
        Assert.That(mail.TextBody, Does.Contain("arXiv could not be reached").And.Not.Contain("why"));
    }
}
