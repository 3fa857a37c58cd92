using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using Microsoft.Extensions.Caching.Memory;

namespace DigestMailer.Web.Reading;

/// <summary>
/// The papers that the pages show, with an index over each period asked for; kept until a gathering changes them, up to
/// 60,000 papers in all.
/// </summary>
internal sealed class ReadingRoom(EditionStore editions, PaperStore papers, TopicCatalogue catalogue,
    TimeProvider clock) : IDisposable
{
    /// <summary>How far back a search and the page of a topic reach.</summary>
    public const int RecentDays = 31;

    private readonly MemoryCache periods = new(new MemoryCacheOptions { SizeLimit = 60_000 });
    private readonly SemaphoreSlim gate = new(1, 1);

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The newest edition that is not of the future; null while there is none.</summary>
    public async Task<Period?> LatestAsync(CancellationToken cancel) =>
        await editions.NewestAsync(Today.AddDays(1), cancel) is { } day ? Period.Day(day) : null;

    /// <summary>The days up to the newest edition over which is searched.</summary>
    public async Task<Period> RecentAsync(CancellationToken cancel)
    {
        var last = await editions.NewestAsync(Today.AddDays(1), cancel) ?? Today;
        return new Period("recent", last.AddDays(1 - RecentDays), last.AddDays(1));
    }

    public async Task<PapersInPlay> OpenAsync(Period period, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var key = (period, await papers.GenerationAsync(cancel));
            if (!periods.TryGetValue(key, out PapersInPlay? play))
            {
                play = PapersInPlay.Of(await editions.PapersAsync(period.From, period.Until, cancel));
                await play.LookUpAsync(catalogue.All.SelectMany(topic => topic.Query.Liked), papers, cancel);
                periods.Set(key, play,
                    new MemoryCacheEntryOptions
                    {
                        Size = play.Papers.Count + 100,
                        SlidingExpiration = TimeSpan.FromHours(2)
                    });
            }

            return play!;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The same, where queries are asked that may name papers others are to be like.</summary>
    public async Task<PapersInPlay> OpenAsync(Period period, IEnumerable<TopicQuery> queries, CancellationToken cancel)
    {
        var play = await OpenAsync(period, cancel);
        await play.LookUpAsync(queries.SelectMany(query => query.Liked), papers, cancel);
        return play;
    }

    /// <summary>The papers a query finds, those that readers found good first; without a query all of them.</summary>
    public static IReadOnlyList<Paper> Select(PapersInPlay play, TopicQuery? query)
    {
        var found =
            query is null ? play.Papers.Values.Select(paper => (Paper: paper, Relevance: 0.0))
                : play.Index.Find(query).Select(match => (Paper: play.Papers[match.PaperId], match.Relevance));
        return [
            .. found.OrderByDescending(hit => hit.Relevance + play.Trends[hit.Paper.Id])
                .ThenByDescending(hit => hit.Paper.Votes).ThenByDescending(hit => hit.Paper.FirstSeen)
                .ThenBy(hit => hit.Paper.Id).Select(hit => hit.Paper)];
    }

    /// <summary>
    /// The topics of the catalogue with the papers of a period that each finds, in the order of the settings.
    /// </summary>
    public IReadOnlyList<(Topic Topic, IReadOnlySet<long> Papers)> Topics(PapersInPlay play) =>
        [.. catalogue.All
            .Select(
                topic =>
                    (topic, (IReadOnlySet<long>)play.Index.Find(topic.Query).Select(match => match.PaperId)
                        .ToHashSet()))];

    public void Dispose()
    {
        periods.Dispose();
        gate.Dispose();
    }
}
