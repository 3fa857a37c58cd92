using DigestMailer.Papers;

namespace DigestMailer.Tests.Papers.Merging;

/// <summary>Publishers say in the title or the abstract that a paper is retracted, whatever the source.</summary>
internal sealed class NoticeTests
{
    private static readonly DateOnly Day = new(2025, 8, 8);

    [TestCase("RETRACTED ARTICLE: A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("Retracted: A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("[Retracted] A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("WITHDRAWN: A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("RETRACTED A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("Withdrawn article: A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("RETRACTED – A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("A cure for everything (Retracted)", nameof(TitleNoticeKind.Retracted))]
    [TestCase("A cure for everything [RETRACTED ARTICLE]", nameof(TitleNoticeKind.Retracted))]
    [TestCase("A cure for everything (Retracted article. See vol. 3)", nameof(TitleNoticeKind.Retracted))]
    [TestCase("Temporary Removal: A cure for everything", nameof(TitleNoticeKind.Retracted))]
    [TestCase("Retraction: A cure for everything", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Retraction Note: A cure for everything", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Retraction note to: A cure for everything", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Retraction notice to \"A cure for everything\"", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Statement of Retraction: A cure for everything", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Notice of withdrawal: A cure for everything", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Correction: A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Correction to: A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Author Correction: A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Publisher’s Correction: A cure", nameof(TitleNoticeKind.Correction))]
    [TestCase("Erratum to A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Erratum", nameof(TitleNoticeKind.Correction))]
    [TestCase("Corrigendum: A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Expression of Concern: A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Withdrawal symptoms in smokers", nameof(TitleNoticeKind.None))]
    [TestCase("Retracted tongue root in Igbo", nameof(TitleNoticeKind.None))]
    [TestCase("Retracted papers and who cites them", nameof(TitleNoticeKind.None))]
    [TestCase("Retractions in medicine: a survey", nameof(TitleNoticeKind.None))]
    [TestCase("Corrections to the mass of a boson", nameof(TitleNoticeKind.None))]
    [TestCase("Correction of motion in images", nameof(TitleNoticeKind.None))]
    [TestCase("Error correction: codes and limits", nameof(TitleNoticeKind.None))]
    [TestCase("Why articles are retracted", nameof(TitleNoticeKind.None))]
    [TestCase("Removed objects in scenes", nameof(TitleNoticeKind.None))]
    [TestCase("[This article has been retracted] A cure", nameof(TitleNoticeKind.Retracted))]
    [TestCase("Correction for Lee et al., A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Correction to Lee, Ek, et al.: A cure for everything", nameof(TitleNoticeKind.Correction))]
    [TestCase("Retraction for Lee et al., A cure for everything", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Retraction of Lee et al.: A cure for everything", nameof(TitleNoticeKind.Retraction))]
    [TestCase("Withdrawal of care in old age, a survey", nameof(TitleNoticeKind.None))]
    public void A_title_tells_a_notice_from_a_paper_about_notices(string title, string kind) =>
        Assert.That(TitleNotice.Of(title).Kind.ToString(), Is.EqualTo(kind));

    [TestCase("This article has been retracted.")]
    [TestCase("This article has been retracted at the request of the editor.")]
    [TestCase("The above article, published online on 3 May 2024, has been retracted by agreement.")]
    [TestCase("Retraction: this article has been retracted.")]
    [TestCase("The authors have withdrawn their manuscript.")]
    [TestCase("bioRxiv has withdrawn this manuscript.")]
    [TestCase("The publisher has retracted this article.")]
    [TestCase("Ahead of print article withdrawn by publisher.")]
    [TestCase("[This retracts the article DOI: 10.1000/x.]")]
    public async Task A_notice_in_place_of_the_abstract_withdraws_the_paper(string notice)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1") with { Abstract = notice });
        Assert.That((await host.AllAsync()).Single().WithdrawnAt, Is.Not.Null);
    }

    [TestCase("We study why articles are retracted.")]
    [TestCase("Retracted papers are still cited.")]
    [TestCase("Retracted drugs stay in use.")]
    [TestCase("We retract the needle by a motor.")]
    [TestCase("This article reviews drugs that have been withdrawn.")]
    public async Task A_paper_about_retractions_stays(string text)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1") with { Abstract = text });
        Assert.That((await host.AllAsync()).Single().WithdrawnAt, Is.Null);
    }

    [TestCase("RETRACTED: A cure for everything")]
    [TestCase("Retraction Note: A cure for everything")]
    [TestCase("Retraction for Lee et al., A cure for everything")]
    public async Task A_notice_from_one_source_withdraws_the_paper_of_another(string title)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1") with { Doi = "10.1000/paper" });
        await host.KeepAsync(Listing("2") with { Source = "other", Title = title });
        Assert.That(await host.Papers.InPlayAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_retraction_under_a_DOI_of_its_own_withdraws_the_paper()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1") with { Doi = "10.1000/paper" });
        await host.KeepAsync(Listing("2") with { Title = "Retraction: A cure for everything", Doi = "10.1000/notice" });
        Assert.That(await host.Papers.InPlayAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_paper_listed_after_its_retraction_is_not_sent()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("2") with { Title = "Retraction: A cure for everything", Doi = "10.1000/notice" });
        await host.KeepAsync(Listing("1") with { Doi = "10.1000/paper" });
        Assert.That(await host.Papers.InPlayAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_retraction_withdraws_every_paper_of_its_title_by_its_authors_and_once()
    {
        await using var host = new PapersHost();
        var paper = Listing("1") with { Authors = ["Ann Lee"] };
        await host.KeepAsync(paper with { Doi = "10.1000/one" }, paper with { SourceId = "2", Doi = "10.1000/two" },
            paper with { SourceId = "3", Doi = "10.1000/three", Authors = ["Bo Ek"] });
        var seen = host.Clock.GetUtcNow();
        var notice = paper with { SourceId = "4", Title = "Retraction: A cure for everything" };
        await host.KeepAsync(notice);
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.KeepAsync(notice with { SourceId = "5" });
        Assert.That((await host.AllAsync()).Select(one => one.WithdrawnAt),
            Is.EqualTo(new DateTimeOffset?[] { seen, seen, null }));
    }

    [TestCase("Introduction", 3)]
    [TestCase("On models", 3)]
    [TestCase("On large models", 1)]
    public async Task A_retraction_without_authors_counts_where_no_other_paper_has_the_title(string title, int left)
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1") with { Title = title, Authors = ["Ann Lee"] },
            Listing("2") with { Title = title, Doi = "10.1000/two", Authors = ["Bo Ek"] });
        await host.KeepAsync(Listing("3") with { Title = "Retraction: " + title });
        await host.KeepAsync(Listing("4") with { Title = title, Doi = "10.1000/four", Authors = ["Cy Orr"] });
        Assert.That(await host.Papers.InPlayAsync(default), Has.Count.EqualTo(left));
    }

    [Test]
    public async Task A_retraction_by_somebody_leaves_a_paper_of_a_short_title_without_authors()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1") with { Title = "Introduction" });
        await host.KeepAsync(Listing("2") with { Title = "Retraction: Introduction", Authors = ["Ann Lee"] });
        Assert.That(await host.Papers.InPlayAsync(default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_correction_is_left_out_and_its_paper_stays()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Listing("1"));
        Assert.That(await host.KeepAsync(Listing("2") with { Title = "Correction to: A cure for everything" }),
            Is.Zero);
        Assert.That(await host.Papers.InPlayAsync(default), Has.Count.EqualTo(1));
    }

    private static Listing Listing(string id) => new()
    {
        Source = "journal",
        SourceId = id,
        Edition = Day,
        Title = "A cure for everything",
        Url = "https://example.org/" + id,
    };
}
