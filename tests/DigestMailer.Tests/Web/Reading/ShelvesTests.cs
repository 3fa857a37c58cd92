using Dapper;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Tests.Web.Reading;

/// <summary>The shelves of days, and what of them a restart finds in the database.</summary>
internal sealed class ShelvesTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(SiteFixture.Now.UtcDateTime);

    // Enough that papers are ranked among those of a month.
    private const int Days = 25;

    private SiteFixture site = null!;

    [SetUp]
    public async Task StartAsync()
    {
        site = await SiteFixture.StartAsync();
        await site.PapersAsync(count: 10, days: Days);
    }

    [TearDown]
    public async Task StopAsync() => await site.DisposeAsync();

    [Test]
    public async Task A_shelf_is_the_same_after_it_was_bytes()
    {
        var shelf = await OpenAsync(site.Get<Shelves>(), Today);
        var read = ShelfBytes.Read(ShelfBytes.Of(shelf))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Papers, Is.EqualTo(shelf.Papers));
            Assert.That(read.Topics.Keys, Is.EqualTo(shelf.Topics.Keys));
            foreach (var topic in site.Get<TopicCatalogue>().All)
            {
                Assert.That(read.Ids(topic), Is.EqualTo(shelf.Ids(topic)), topic.Slug);
            }
        }
    }

    [Test]
    public async Task Damaged_bytes_are_not_read()
    {
        var bytes = ShelfBytes.Of(await OpenAsync(site.Get<Shelves>(), Today));
        Assert.That(Enumerable.Range(0, bytes.Length).Select(length => ShelfBytes.Read(bytes[..length])),
            Has.All.Null);
        bytes[^1] ^= 1;
        Assert.That(ShelfBytes.Read(bytes), Is.Null);
    }

    [Test]
    public async Task A_day_that_is_kept_is_not_built_again_after_a_restart()
    {
        var shelves = site.Get<Shelves>();
        await OpenAsync(shelves, Today);
        await shelves.KeepAsync(CancellationToken.None);
        await MarkAsync();
        using var restarted = Restarted();
        Assert.That((await OpenAsync(restarted, Today)).Count, Is.Zero, "what is kept is shown");
    }

    [Test]
    public async Task A_kept_day_counts_no_more_once_one_of_its_papers_has_changed()
    {
        var shelves = site.Get<Shelves>();
        await OpenAsync(shelves, Today);
        await shelves.KeepAsync(CancellationToken.None);
        await MarkAsync();
        await site.Get<PaperStore>().KeepAsync(SourceAnswer.Of(Today, [new Listing
        {
            Source = "test",
            SourceId = "new",
            Edition = Today,
            Title = "Grasping soft fruit with two fingered robot hands",
            Abstract = "Robots.",
            Url = "https://example.org/new",
        }]), "test");
        using var restarted = Restarted();
        Assert.That((await OpenAsync(restarted, Today)).Count, Is.EqualTo(11));
    }

    [Test]
    public async Task Days_that_nobody_has_opened_are_prepared_and_kept_once()
    {
        var shelves = site.Get<Shelves>();
        await shelves.PrepareAsync(Today.AddDays(-Days), Today.AddDays(1), CancellationToken.None);
        Assert.That(await KeptAsync(), Is.EqualTo(Days));
        await MarkAsync();
        await shelves.PrepareAsync(Today.AddDays(-Days), Today.AddDays(1), CancellationToken.None);
        using var restarted = Restarted();
        var month = await restarted.OpenAsync(new Period("all", Today.AddDays(-Days), Today.AddDays(1)),
            CancellationToken.None);
        Assert.That(month.Count, Is.Zero, "what is kept is neither built nor written again");
    }

    [Test]
    public async Task Another_catalogue_does_not_take_what_this_one_kept()
    {
        var shelves = site.Get<Shelves>();
        await OpenAsync(shelves, Today);
        await shelves.KeepAsync(CancellationToken.None);
        var other = new TopicCatalogue([new TopicOptions { Slug = "other", Name = "Other", Query = "other" }]);
        var stored = ActivatorUtilities.CreateInstance<StoredShelves>(site.Get<IServiceProvider>(), other);
        Assert.That(await stored.ReadAsync(Today, Today.AddDays(1)), Is.Empty);
    }

    private static Task<Shelf> OpenAsync(Shelves shelves, DateOnly day) =>
        shelves.OpenAsync(Period.Day(day), CancellationToken.None);

    private Shelves Restarted() => ActivatorUtilities.CreateInstance<Shelves>(site.Get<IServiceProvider>());

    /// <summary>Puts an empty shelf in place of what is kept, so that it is seen whether it is used.</summary>
    private Task<int> MarkAsync() => site.Get<Database>().WriteAsync(transaction => transaction.ExecuteAsync(
        "UPDATE shelves SET content = @content",
        new { content = ShelfBytes.Of(new Shelf([], Empty())) }));

    private Dictionary<string, IReadOnlyDictionary<long, double>> Empty() => site.Get<TopicCatalogue>().All
        .ToDictionary(topic => topic.Slug, _ => (IReadOnlyDictionary<long, double>)new Dictionary<long, double>());

    private async Task<int> KeptAsync()
    {
        await using var connection = await site.Get<Database>().OpenAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM shelves");
    }
}
