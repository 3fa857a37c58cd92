using DigestMailer.Papers;
using DigestMailer.Papers.Sources;

namespace DigestMailer.Tests.Papers.Sources;

[Category("Recordings")]
internal sealed class SavedPageTests
{
    private static readonly DateOnly Today = new(2025, 8, 9);

    [Test]
    public async Task The_page_of_a_day_is_65_papers()
    {
        await using var host = new PapersHost();
        Assert.That(await host.KeepAsync(Page(Today)), Is.EqualTo(65));
        Assert.That(await host.AllAsync(),
            Has.Count.EqualTo(65).And.All
                .Matches<Paper>(paper => paper!.Title.Length > 5 && paper.Abstract.Length > 200));
    }

    [Test]
    public async Task The_page_stored_twice_stores_no_paper_twice()
    {
        await using var host = new PapersHost();
        await host.KeepAsync(Page(Today));
        Assert.That(await host.KeepAsync(Page(Today)), Is.Zero);
        Assert.That(await host.CountAsync("SELECT count(*) FROM papers"), Is.EqualTo(65));
        Assert.That(await host.CountAsync("SELECT count(*) FROM listings"), Is.EqualTo(65));
    }

    [TestCase("2025-08-09", "2025-08-08")]
    [TestCase("2025-08-08", "2025-08-08")]
    [TestCase("2025-08-07", "2024-08-08")]
    [TestCase("2026-01-01", "2025-08-08")]
    public void The_day_of_the_page_is_the_latest_that_has_passed(string today, string edition) =>
        Assert.That(Page(Day(today)), Has.All.Matches<Listing>(listing => listing!.Edition == Day(edition)));

    [TestCase("2026-08-08", "2024-02-29")]
    [TestCase("2024-03-01", "2024-02-29")]
    public void A_leap_day_is_found_in_a_leap_year(string today, string edition)
    {
        var (listings, fault) = SavedPageFormat.Read("Feb 29\n\nA title\n\nAn abstract", "page", Day(today));
        Assert.That(fault, Is.Null);
        Assert.That(listings.Single().Edition, Is.EqualTo(Day(edition)));
    }

    [TestCase("", "no line with its day")]
    [TestCase("A title\n\nAn abstract", "no line with its day")]
    [TestCase("Aug 8", "by turns")]
    [TestCase("Aug 8\n\nA title\n\nAn abstract\n\nA title without one", "by turns")]
    public void A_page_that_is_not_in_its_form_is_refused(string text, string said)
    {
        var (listings, fault) = SavedPageFormat.Read(text, "page", Today);
        Assert.That(listings, Is.Empty);
        Assert.That(fault, Does.Contain(said).And.Not.Contain("\n"));
    }

    [Test]
    public void The_line_ends_of_Windows_are_read_alike() =>
        Assert.That(SavedPageFormat.Read(Text().ReplaceLineEndings("\r\n"), "page", Today).Listings,
            Has.Count.EqualTo(65));

    [Test]
    public async Task The_page_is_gathered_from_its_path()
    {
        await using var host =
            new PapersHost(
                PapersHost.Source(0, "SavedPage", "page", ("Path", Recordings.Path("daily-papers-page.txt"))));
        Assert.That((await host.GatherAsync()).Sources.Single(),
            Has.Property("State").EqualTo(SourceState.Fresh).And.Property("Listed").EqualTo(65).And.Property("New")
                .EqualTo(65).And.Property("Error").Null);
    }

    private static IReadOnlyList<Listing> Page(DateOnly today) => SavedPageFormat.Read(Text(), "page", today).Listings;

    private static string Text() => File.ReadAllText(Recordings.Path("daily-papers-page.txt"));

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
