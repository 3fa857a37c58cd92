using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Merging;

[Category("Recordings")]
internal sealed class WithdrawalTests
{
    [TestCase("This paper has been withdrawn by the author due to a crucial error in equation 1")]
    [TestCase("Withdrawn")]
    [TestCase("withdrawn by the authors; see arXiv:2501.00001")]
    [TestCase("Paper withdrawn because of an error in Lemma 2")]
    [TestCase("arXiv admin note: This submission has been withdrawn by arXiv administrators")]
    [TestCase("12 pages, 3 figures. This paper has been withdrawn")]
    [TestCase("The authors have withdrawn this paper")]
    [TestCase("We would like to withdraw this manuscript due to errors")]
    [TestCase("The manuscript was withdrawn from publication")]
    [TestCase("This article was retracted")]
    [TestCase("This version has been\nwithdrawn")]
    [TestCase("arXiv admin note: submission has been withdrawn by arXiv administrators due to text reuse")]
    [TestCase("arXiv admin note: paper withdrawn")]
    [TestCase("this version withdrawn by arXiv administrators because the submitter did not agree to our license")]
    [TestCase("The current version withdrawn by the author")]
    [TestCase("Withdrawing due to error in proof of Lemma 2")]
    [TestCase("Withdrawal requested by the authors")]
    [TestCase("10 pages; withdrawn due to a mistake")]
    [TestCase("10 pages. Withdrawn.")]
    [TestCase("10 pages; withdrawn to fix an error")]
    [TestCase("Superseded by arXiv:2601.00001, paper withdrawn")]
    [TestCase("Please disregard this version: paper withdrawn")]
    [TestCase("Submitted to PRL. Paper withdrawn due to an error in Section 3")]
    [TestCase("12 pages; preprint is withdrawn")]
    [TestCase("Paper is withdrawn because of error")]
    [TestCase("Paper was retracted by the author")]
    [TestCase("The author requests withdrawal of this paper")]
    [TestCase("The authors have requested the retraction of our manuscript")]
    public void A_comment_that_says_so_of_this_paper_counts(string comment) =>
        Assert.That(Withdrawal.IsMeant(comment, null), Is.True);

    [TestCase("Withdrawn from ICLR 2026, submitted to ICML")]
    [TestCase("This paper has been withdrawn from NeurIPS")]
    [TestCase("Supersedes the withdrawn paper arXiv:2501.00001")]
    [TestCase("An earlier version of this paper was withdrawn")]
    [TestCase("Replaces withdrawn arXiv:2501.00001")]
    [TestCase("A study of withdrawn drugs; 12 pages")]
    [TestCase("Withdrawn from ICLR 2026 submission")]
    [TestCase("Withdrawn by the authors from ICLR 2026")]
    [TestCase("Replaces withdrawn paper arXiv:2501.00001")]
    [TestCase("Supersedes arXiv:2501.00001 (withdrawn)")]
    [TestCase("Submitted to ICLR 2026; withdrawn")]
    [TestCase("Submitted to ICLR 2026, paper withdrawn after the reviews")]
    [TestCase("10 pages; withdrawn from NeurIPS 2026")]
    [TestCase("v1: withdrawn; v2: with a new proof")]
    [TestCase("Extends an earlier version: paper withdrawn")]
    [TestCase("12 pages. Withdrawn drugs are in the appendix")]
    [TestCase("Withdrawn claims about X are discussed")]
    [TestCase("Accepted at ACL. Code: https://example.org")]
    [TestCase("")]
    [TestCase(null)]
    public void Other_withdrawals_do_not(string? comment) => Assert.That(Withdrawal.IsMeant(comment, null), Is.False);

    [TestCase("This paper has been withdrawn by the authors.", true)]
    [TestCase("This submission has been removed by arXiv administrators due to a copyright claim.", true)]
    [TestCase("Withdrawn due to an error.", true)]
    [TestCase("Withdrawal of this paper was requested by the authors.", true)]
    [TestCase("Withdrawal due to anxiety is common.", false)]
    [TestCase("We study ten firms. Paper withdrawn by a mill is counted.", false)]
    [TestCase("We study plateaus. An earlier velocity-trough claim is withdrawn: controls showed otherwise.", false)]
    [TestCase("Patients who withdrew from the trial are modelled.", false)]
    [TestCase("Withdrawal of treatment is common.", false)]
    [TestCase("Withdrawn smokers show slow responses in our tests.", false)]
    [TestCase("The full text of this preprint has been withdrawn by the authors.", true)]
    [TestCase("The Publisher regrets that this article is an accidental duplication. It has been withdrawn.", true)]
    public void An_abstract_that_begins_with_the_notice_counts(string summary, bool withdrawn) =>
        Assert.That(Withdrawal.IsMeant(null, summary), Is.EqualTo(withdrawn));

    [Test]
    public void No_paper_of_the_recorded_week_is_taken_for_withdrawn()
    {
        var files = Directory.GetFiles(Recordings.Path("arxiv-rss"), "*.xml");
        Assert.That(
            files.SelectMany(
                file => ArxivFeedFormat.Read(File.ReadAllText(file), "arxiv", new DateOnly(2026, 8, 8)).Listings)
                .Where(listing => listing.Withdrawn).Select(listing => listing.Abstract), Is.Empty);
    }

    [Test]
    public async Task A_replacement_that_is_the_notice_withdraws_the_paper()
    {
        await using var host = new PapersHost();
        await host.Papers.KeepAsync(Feed("new", "An abstract."), "arxiv");
        await host.Papers.KeepAsync(Feed("replace", "This paper has been withdrawn."), "arxiv");
        Assert.That((await host.AllAsync()).Single().WithdrawnAt, Is.Not.Null);
    }

    [Test]
    public async Task A_paper_that_was_read_before_is_seen_as_withdrawn_at_once()
    {
        await using var host = new PapersHost();
        await host.Papers.KeepAsync(Feed("new", "An abstract."), "arxiv");
        var id = (await host.AllAsync()).Single().Id;
        var before = (await host.Papers.FindAsync([id]))[id];
        await host.Papers.KeepAsync(Feed("replace", "This paper has been withdrawn."), "arxiv");
        var after = (await host.Papers.FindAsync([id]))[id];
        Assert.That((before.WithdrawnAt is null, after.WithdrawnAt is null), Is.EqualTo((true, false)));
        Assert.That((await host.Papers.FindAsync([id]))[id], Is.SameAs(after), "read once until papers change");
    }

    private static SourceAnswer Feed(string type, string summary) => ArxivFeedFormat.Read(
        $"""
        <rss xmlns:arxiv="http://arxiv.org/schemas/atom"><channel><title>cs.CL</title><item><title>One</title>
        <guid>oai:arXiv.org:2508.00001v1</guid>
        <description>arXiv:2508.00001v1 Announce Type: {type} Abstract: {summary}</description>
        <arxiv:announce_type>{type}</arxiv:announce_type></item></channel></rss>
        """, "arxiv", new DateOnly(2025, 8, 8));
}
