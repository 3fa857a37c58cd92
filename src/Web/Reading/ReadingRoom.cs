using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Web.Reading;

/// <summary>
/// The papers that the pages show: any period of the archive as a shelf, and the last month with an index, which is
/// kept until a gathering changes it.
/// </summary>
internal sealed class ReadingRoom(EditionStore editions, PaperStore papers, Shelves shelves, TopicCatalogue catalogue,
    LastMonth month, TimeProvider clock)
{
    /// <summary>How far back a search and the page of a topic reach.</summary>
    public const int RecentDays = 31;

    // Visitors ask for anything, so little is kept of what they found.
    private const long MostKeptOfQueries = 16 * 1024 * 1024;
    private const long MostTopicBytes = 2 * 1024 * 1024;

    // A few kilobytes each.
    private const int MostNames = 2000;

    private readonly RecentlyUsed<(Period, long), RecentPapers> recent = new(0, _ => 1);
    private readonly RecentlyUsed<(long Paper, DateTimeOffset Changed), Topic[]> topics =
        new(MostTopicBytes, found => 100 + (8 * found.Length));

    // About a third is one narrow subject.
    private const float SimilarAtLeast = 0.35f;
    private const int MostSimilar = 5;

    private readonly RecentlyUsed<(long Paper, DateTimeOffset Changed, long Generation), Paper[]> similar =
        new(MostTopicBytes, found => 100 + found.Sum(paper => 2000 + (2L * paper.Abstract.Length)),
            key => key.Generation);

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The newest edition that is not of the future; null while there is none.</summary>
    public async Task<Period?> LatestAsync(CancellationToken cancel) =>
        await editions.NewestAsync(Today.AddDays(1), cancel) is { } day ? Period.Day(day) : null;

    /// <summary>The papers of a period by id.</summary>
    public Task<Shelf> ShelfAsync(Period period, CancellationToken cancel) => shelves.OpenAsync(period, cancel);

    /// <summary>The papers of the days up to the newest edition, for queries that may name papers to be like.</summary>
    public async Task<RecentPapers> RecentAsync(IEnumerable<TopicQuery> queries, CancellationToken cancel)
    {
        var newest = await editions.NewestAsync(Today.AddDays(1), cancel) ?? Today;
        var period = new Period("recent", newest.AddDays(1 - RecentDays), newest.AddDays(1));
        var key = (period, await papers.GenerationAsync(cancel));
        var found = await recent.GetAsync(key, () => BuildAsync(period), cancel);
        if (found.Play.Index.Likeness.Names > MostNames)
        {
            found.Play.Index.Likeness.Forget();
            await LookUpAsync(found.Play);
        }

        await found.Play.LookUpAsync(queries.SelectMany(query => query.Liked), papers, cancel);
        return found;
    }

    private async Task<RecentPapers> BuildAsync(Period period)
    {
        // Side by side: a search that comes soon after the start waits for both.
        var frame = Task.Run(() => month.FrameAsync());
        var play = PapersInPlay.Of(await editions.PapersAsync(period.From, period.Until), most: MostKeptOfQueries,
            frame: await frame);
        await LookUpAsync(play);
        return new RecentPapers(play, catalogue);
    }

    /// <summary>Papers of the last month that are about the same as one of any age, the nearest first.</summary>
    public async Task<IReadOnlyList<Paper>> SimilarAsync(Paper paper, CancellationToken cancel) =>
        await similar.GetAsync((paper.Id, paper.ChangedAt, await papers.GenerationAsync(cancel)), async () =>
        {
            var month = await RecentAsync([], CancellationToken.None);
            return [.. month.Play.Index.Likeness.NearestTo(paper, SimilarAtLeast, MostSimilar)];
        }, cancel);

    /// <summary>The topics of the catalogue to which one paper belongs.</summary>
    public async Task<IReadOnlyList<Topic>> TopicsAsync(Paper paper, CancellationToken cancel) =>
        await topics.GetAsync((paper.Id, paper.ChangedAt), async () =>
        {
            var play = PapersInPlay.Of([paper], frame: await month.FrameAsync());
            await LookUpAsync(play);
            return [.. catalogue.All.Where(topic => play.Index.Find(topic.Query).Count > 0)];
        }, cancel);

    /// <summary>The papers that topics of the catalogue name.</summary>
    private Task LookUpAsync(PapersInPlay play) =>
        play.LookUpAsync(catalogue.All.SelectMany(topic => topic.Query.Liked), papers);
}
