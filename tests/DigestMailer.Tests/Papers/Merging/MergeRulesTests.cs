using System.Globalization;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Papers.Merging;

/// <summary>The rules by which two mentions are one paper, each at its edges.</summary>
internal sealed class MergeRulesTests
{
    private static readonly DateTimeOffset Before = new(2025, 8, 7, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Before.AddDays(1);

    [TestCase("Yann LeCun", "LeCun, Yann", true)]
    [TestCase("Y. LeCun", "Yann LeCun", true)]
    [TestCase("Yann LeCun", "Y. LeCun", true)]
    [TestCase("Yann A. LeCun", "Yann LeCun", true)]
    [TestCase("Y. Lee", "X. Lee", false)]
    [TestCase("Ann Lee", "Ana Lee", false)]
    [TestCase("A. L.", "Ann Lee", false)]
    [TestCase("Ann Lee", "Lee Annandale", false)]
    [TestCase("Lee Lee", "Ann Lee", false)]
    [TestCase("Ann", "Ann Lee", true)]
    [TestCase("A B Lee", "Bo Ann Lee", true)]
    [TestCase("An Lee", "Ann Lee", false)]
    [TestCase("A. Ada", "Ada Alan", true)]
    [TestCase("A. B.", "A. B.", false)]
    [TestCase("", "Ann Lee", false)]
    [TestCase("Ann Lee", "", false)]
    [TestCase("Søren Ødegård", "Soren Odegard", true)]
    [TestCase("Paweł Łuk", "Pawel Luk", true)]
    [TestCase("Đỗ Mạnh", "Do Manh", true)]
    [TestCase("Hans Weiß", "Hans Weiss", true)]
    [TestCase("Lars Æbelø", "L. Aebelo", true)]
    [TestCase("Søren Ødegård", "Soren Adegard", false)]
    public void A_name_is_the_same_person_in_full_or_with_initials(string one, string two, bool same)
    {
        Assert.That(AuthorMatch.Overlap([one], [two]), Is.EqualTo(same));
        Assert.That(AuthorMatch.Overlap([two], [one]), Is.EqualTo(same), "either way round");
    }

    [TestCase("Ann Lee", "lee")]
    [TestCase("Lee, Ann", "lee")]
    [TestCase("van der Berg, Bo", "berg")]
    [TestCase(", Ann", "ann")]
    [TestCase("Ann", "ann")]
    [TestCase("", "")]
    [TestCase(" ,", "")]
    public void The_family_name_is_before_the_comma_or_last(string name, string family) =>
        Assert.That(AuthorMatch.FamilyName(name), Is.EqualTo(family));

    [TestCase("Ann Lee|Bo Ek", "Ann Lee|Cy Orr", true)]
    [TestCase("Ann Lee|Bo Ek|Cy Orr", "Ann Lee|Di Ode|Ed Poe", false)]
    [TestCase("Ann Lee|Bo Ek|Cy Orr", "Ann Lee|Bo Ek|Ed Poe", true)]
    [TestCase("Ann Lee", "Ann Lee|Bo Ek|Cy Orr|Di Ode", true)]
    [TestCase("", "", false)]
    [TestCase("Ann Lee", "", false)]
    public void Lists_share_most_where_half_of_the_shorter_is_in_the_longer(string one, string two, bool shared)
    {
        Assert.That(AuthorMatch.MostlyShared(List(one), List(two)), Is.EqualTo(shared));
        Assert.That(AuthorMatch.MostlyShared(List(two), List(one)), Is.EqualTo(shared));
    }

    [TestCase("Learning to see sparse graphs", "Learning to see dense graphs", true)]
    [TestCase("Learning graphs", "Learning speech", true)]
    [TestCase("Learning graphs slowly", "Learning speech fast", false)]
    [TestCase("Transformer", "Transformers", true)]
    [TestCase("Tides", "Tides that forget the moon and all its stars", false)]
    [TestCase("Lectures I", "Lectures II", false)]
    [TestCase("Lectures IX", "Lectures X", false)]
    [TestCase("Lectures VII", "Lectures VIII", false)]
    [TestCase("Model V3b for speech", "Model V3c for speech", false)]
    [TestCase("Graphs", "", false)]
    [TestCase("!!!", "???", false)]
    [TestCase("Graphs!", "graphs", true)]
    public void Titles_are_similar_by_half_their_words_or_most_letters_and_all_numbers(string one, string two,
        bool similar)
    {
        Assert.That(OwnId.AreSimilar(one, two), Is.EqualTo(similar));
        Assert.That(OwnId.AreSimilar(two, one), Is.EqualTo(similar));
    }

    [Test]
    public void A_Roman_number_tells_parts_apart(
        [Values("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")] string number) =>
        Assert.That(OwnId.AreSimilar($"Walking slowly and far, part {number}", "Walking slowly and far, part"),
            Is.False);

    [TestCase("a b c d e", "a b c d e", "1", "2", true)]
    [TestCase("red blue green gold grey", "red blue mint teal pink", "1", "1", true)]
    [TestCase("red blue green gold grey", "red lime mint teal pink", "1", "1", false)]
    [TestCase("", "red blue", "1", "1", true)]
    [TestCase("red blue", "", "1", "2", false)]
    [TestCase("red blue", "", "1", "1", true)]
    public void Under_one_id_and_authors_abstracts_tell_papers_apart_or_addresses_without_them(string one, string two,
        string url, string other, bool holds)
    {
        var paper = New(Listing("Tidal pools") with { Abstract = one, Url = "https://example.org/" + url });
        var listing = Listing("Speech codecs") with { Abstract = two, Url = "https://example.org/" + other };
        Assert.That(OwnId.Holds(paper, listing), Is.EqualTo(holds));
    }

    [TestCase("Colour vision of deep networks", "Color vision of deep networks", true)]
    [TestCase("The colour of the sea and sky today", "Colour of sea and a sky at today", true)]
    [TestCase("Colour vision networks", "Color vision networks", false)]
    [TestCase("Colour vision of deeper networks", "Color vision of deep networks", false)]
    [TestCase("Reading maps of old towns by night", "Heading maps of old towns by night", false)]
    [TestCase("Maps read old towns", "Mats read old towns", false)]
    [TestCase("Parametrisations of old stone towns", "Parametrization of old stone towns", true)]
    [TestCase("Modelling of old stone towns", "Modeler of old stone towns", false)]
    [TestCase("Colours: vision of deep networks", "Colors: vision of deep networks", false)]
    [TestCase("Vision of deep networks with ColorNet", "Vision of deep networks with ColourNet", false)]
    [TestCase("Vision of deep networks with color2", "Vision of deep networks with color3", false)]
    [TestCase("the of", "a an", false)]
    public void Titles_are_near_by_spelling_but_not_by_names_and_numbers(string one, string two, bool near)
    {
        Assert.That(TitleLikeness.AreNear(one, two), Is.EqualTo(near));
        Assert.That(TitleLikeness.AreNear(two, one), Is.EqualTo(near));
    }

    [Test]
    public void Little_words_tell_nothing() => Assert.That(
        TitleLikeness.Telling("a an the of for in on with and to via by from at using as sea"),
        Is.EqualTo(new[] { "sea" }));

    [TestCase("Fourteen lettr", 4)]
    [TestCase("Thirteen lett", 0)]
    public void A_title_is_sketched_by_each_end_and_by_its_first_and_last_author(string title, int sketches)
    {
        Assert.That(TitleLikeness.Sketches(title + "e", ["Ann Lee", "Bo Ek", "Cy Orr"]).Distinct().Count(),
            Is.EqualTo(sketches));
        Assert.That(TitleLikeness.Sketches(title + "e", []), Is.Empty);
        Assert.That(TitleLikeness.Sketches(title + "e", ["Ann Lee", "Bo Lee"]).Count(), Is.EqualTo(sketches / 2));
    }

    [Test]
    public void Two_mentions_join_in_the_richer_text_the_higher_counts_and_the_links_that_came_first()
    {
        var first = Listing("Title") with
        {
            Authors = ["Ann Lee", "Bo Ek"],
            Organization = "First Lab",
            Comments = 3,
            Stars = 9,
            PdfUrl = "p1",
            HtmlUrl = null,
            Summary = "First.",
            SummaryBy = "one",
        };
        var second = Listing("Title") with
        {
            Authors = ["A. Lee", "B. Ek"],
            Organization = "Second Lab",
            Comments = 5,
            Stars = 2,
            PdfUrl = "p2",
            HtmlUrl = "h2",
            Summary = "Second.",
            SummaryBy = "two",
        };
        var paper = PaperMerge.With(New(first), second, "t:title", Now);
        Assert.That(
            (paper.Authors[0], paper.Organization, paper.Comments, paper.Stars, paper.PdfUrl, paper.HtmlUrl,
                paper.Summary, paper.SummaryBy),
            Is.EqualTo(("Ann Lee", "First Lab", 5, 9, "p1", "h2", "First.", "one")));
        var bare = second with { Organization = null, HtmlUrl = null, Summary = null, SummaryBy = null };
        var other = PaperMerge.With(New(bare), first with { HtmlUrl = "h1" }, "t:title", Now);
        Assert.That((other.Organization, other.Comments, other.Stars, other.HtmlUrl, other.Summary, other.SummaryBy),
            Is.EqualTo(("First Lab", 5, 9, "h1", "First.", "one")));
        Assert.That(PaperMerge.With(paper, first, "t:title", Now.AddDays(1)), Is.SameAs(paper), "nothing new");
    }

    [TestCase(null, "2025-08-02", "2025-08-02")]
    [TestCase("2025-08-01", null, "2025-08-01")]
    [TestCase("2025-08-01", "2025-08-02", "2025-08-01")]
    [TestCase("2025-08-02", "2025-08-01", "2025-08-01")]
    [TestCase(null, null, null)]
    public void The_earlier_day_of_publication_counts(string? one, string? two, string? published) =>
        Assert.That(PaperMerge.With(New(Listing("Title") with { Published = Day(one) }),
            Listing("Title") with { Published = Day(two) }, "t:title", Now).Published, Is.EqualTo(Day(published)));

    [TestCase(true)]
    [TestCase(false)]
    public void Two_papers_become_one_that_was_first_seen_with_the_first_and_stays_withdrawn(bool firstIsEarlier)
    {
        var early = New(Listing("Title"));
        var late = PaperMerge.New(Listing("Title") with { Withdrawn = true, Votes = 4 }, "arxiv:2508.00001", Now);
        var (one, two) = firstIsEarlier ? (early, late) : (late, early);
        var paper = PaperMerge.Of(one, two, Now.AddDays(1));
        Assert.That((paper.Key, paper.FirstSeen, paper.Votes, paper.ChangedAt),
            Is.EqualTo(("arxiv:2508.00001", Before, 4, Now.AddDays(1))));
        Assert.That(paper.WithdrawnAt, Is.Not.Null);
        Assert.That(PaperMerge.Of(early, New(Listing("Title")), Now).WithdrawnAt, Is.Null);
    }

    [TestCase("Verification of C++ programs", "c++")]
    [TestCase("Verification of C# and F# programs", "c# f#")]
    [TestCase("Decay B+ -> K+ mu mu", "b+ k+")]
    [TestCase("Decay B⁺ → K⁺ μ μ", "b+ k+")]
    [TestCase("Search for D*+ and B^{+} decays", "d+ b+")]
    [TestCase("Ca2+ signals", "ca2+")]
    [TestCase("Decay B- -> K- mu mu", "")]
    [TestCase("Retrieval+Generation, A + B, problem #3, 50+ tasks", "")]
    [TestCase("Verification of C programs", "")]
    [TestCase("", "")]
    public void Plus_and_sharp_behind_a_word_are_signs_of_a_title(string title, string signs) =>
        Assert.That(TitleSigns.Of(title), Is.EqualTo(signs));

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static TextList List(string names) =>
        TextList.Create(names.Split('|', StringSplitOptions.RemoveEmptyEntries));

    private static Paper New(Listing listing) => PaperMerge.New(listing, "t:title", Before);

    private static Listing Listing(string title) => new()
    {
        Source = "lab",
        SourceId = "1",
        Edition = new DateOnly(2025, 8, 8),
        Title = title,
        Authors = ["Ann Lee"],
        Url = "https://example.org/1",
    };
}
