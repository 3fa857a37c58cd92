using DigestMailer.Papers;
using DigestMailer.Papers.Merging;

namespace DigestMailer.Tests.Papers.Merging;

/// <summary>What a paper takes from a second mention, field by field.</summary>
internal sealed class PaperMergeTests
{
    private static readonly DateTimeOffset Before = new(2025, 8, 7, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Before.AddDays(1);

    private static readonly Listing Bare = new()
    {
        Source = "one",
        SourceId = "1",
        Edition = new DateOnly(2025, 8, 8),
        Title = "A title",
        Url = "https://example.org/1",
    };

    private static readonly Listing Full = Bare with
    {
        Title = "Another title",
        Abstract = "An abstract.",
        Authors = ["Ann Lee", "Bo Ek"],
        Categories = ["cs.CL", "cs.AI"],
        Organization = "Lab",
        Published = new DateOnly(2025, 8, 1),
        Votes = 1,
        Comments = 2,
        Stars = 3,
        Url = "https://example.org/2",
        PdfUrl = "pdf",
        HtmlUrl = "html",
        CodeUrl = "code",
        ProjectUrl = "project",
        DiscussionUrl = "discussion",
        ThumbnailUrl = "thumbnail",
        Summary = "In short.",
        SummaryBy = "a model",
        Withdrawn = true,
    };

    private static readonly Paper Expected = new()
    {
        Key = "doi:10.1/a",
        Title = "A title",
        Abstract = "An abstract.",
        Authors = ["Ann Lee", "Bo Ek"],
        Categories = ["cs.CL", "cs.AI"],
        Organization = "Lab",
        Published = new DateOnly(2025, 8, 1),
        FirstSeen = Before,
        ChangedAt = Now,
        Votes = 1,
        Comments = 2,
        Stars = 3,
        Url = "https://example.org/1",
        PdfUrl = "pdf",
        HtmlUrl = "html",
        CodeUrl = "code",
        ProjectUrl = "project",
        DiscussionUrl = "discussion",
        ThumbnailUrl = "thumbnail",
        Summary = "In short.",
        SummaryBy = "a model",
        WithdrawnAt = Now,
    };

    [Test]
    public void A_bare_paper_takes_all_that_a_mention_adds_but_its_title_and_address() =>
        Assert.That(PaperMerge.With(New(Bare), Full, "doi:10.1/a", Now), Is.EqualTo(Expected));

    [Test]
    public void A_bare_paper_takes_the_same_from_another_paper() =>
        Assert.That(
            PaperMerge.Of(New(Bare), PaperMerge.New(Full, "doi:10.1/a", Now), Now), Is.EqualTo(Expected));

    [Test]
    public void A_full_paper_keeps_what_it_has()
    {
        var full = PaperMerge.New(Full, "doi:10.1/a", Before);
        Assert.That(full, Is.EqualTo(Expected with
        {
            Title = "Another title",
            Url = "https://example.org/2",
            ChangedAt = Before,
            WithdrawnAt = Before,
        }));
        Assert.That(PaperMerge.With(full, Bare, "title:a title", Now), Is.SameAs(full));
        Assert.That(PaperMerge.With(full, Full with
        {
            Abstract = "An ABSTRACT.",
            Authors = ["A. Lee", "B. Ek"],
            Categories = ["cs.AI"],
            Organization = "Other",
            PdfUrl = "2",
            HtmlUrl = "2",
            CodeUrl = "2",
            ProjectUrl = "2",
            DiscussionUrl = "2",
            ThumbnailUrl = "2",
            Summary = "2",
            SummaryBy = "2",
        }, "arxiv:", Before), Is.EqualTo(full with { Key = "arxiv:" }));
    }

    [Test]
    public void A_longer_list_of_authors_and_a_longer_abstract_count()
    {
        var paper = PaperMerge.With(PaperMerge.New(Full, "t:", Before),
            Bare with { Authors = ["A. Lee", "B. Ek", "C. Orr"], Abstract = "A longer abstract." }, "t:", Now);
        Assert.That((string.Join(", ", paper.Authors), paper.Abstract, paper.ChangedAt),
            Is.EqualTo(("A. Lee, B. Ek, C. Orr", "A longer abstract.", Now)));
    }

    [Test]
    public void New_categories_come_after_those_that_are_known() =>
        Assert.That(
            PaperMerge.With(PaperMerge.New(Full, "t:", Before), Bare with { Categories = ["cs.SD", "cs.CL"] }, "t:",
                Now).Categories, Is.EqualTo(new[] { "cs.CL", "cs.AI", "cs.SD" }));

    [Test]
    public void The_address_of_a_search_gives_way_to_that_of_the_paper()
    {
        var search = New(Bare with { Url = "https://huggingface.co/papers?q=A+title" });
        Assert.That(PaperMerge.With(search, Full, "t:", Now).Url, Is.EqualTo("https://example.org/2"));
    }

    private static Paper New(Listing listing) => PaperMerge.New(listing, "title:a title", Before);
}
