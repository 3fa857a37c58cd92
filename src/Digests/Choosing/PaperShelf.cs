using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// Keeps the papers in play until a gathering changes them, so that each topic query runs once however many readers
/// follow it.
/// </summary>
internal sealed class PaperShelf(PaperStore papers, TopicCatalogue catalogue, LastMonth month, TimeProvider clock)
    : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private Shelf? current;

    /// <summary>The papers first seen at or after <paramref name="since"/>, perhaps some older ones too.</summary>
    /// <param name="generation">Which papers must be known at least, from
    /// <see cref="PaperStore.GenerationAsync(CancellationToken)"/>: all there are now, if left out.</param>
    public async Task<PapersInPlay> SinceAsync(DateTimeOffset since, long? generation = null,
        CancellationToken cancel = default)
    {
        var latest = generation ?? await papers.GenerationAsync(cancel);
        return current is { } known && known.Holds(since, latest) ? known.Play
            : await FilledAsync(since, latest, cancel);
    }

    private async Task<PapersInPlay> FilledAsync(DateTimeOffset since, long generation, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (current?.Holds(since, generation) != true)
            {
                // From the beginning of a day, so that cohorts whose windows differ by hours share one shelf.
                var from = new DateTimeOffset(since.UtcDateTime.Date, TimeSpan.Zero);
                // In an order that every database has, for sums of fractions depend on it.
                List<Paper> play = [.. (await papers.InPlayAsync(from, cancel)).OrderBy(paper => paper.Id)];
                current = new Shelf(PapersInPlay.Of(play, clock.GetUtcNow(), frame: await month.FrameAsync(cancel)),
                    from, generation);
            }

            return current.Play;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// The same, with the papers that the topic set names looked up, so that others can be compared with them.
    /// </summary>
    public async Task<PapersInPlay> SinceAsync(DateTimeOffset since, TopicSet topics, long? generation = null,
        CancellationToken cancel = default)
    {
        var play = await SinceAsync(since, generation, cancel);
        await play.LookUpAsync(Named(play, topics), papers, cancel);
        return play;
    }

    private IEnumerable<string> Named(PapersInPlay play, TopicSet topics) =>
        topics.Topics.Select(slug => catalogue.Find(slug)?.Query)
        .Concat(topics.Queries.Select(play.Query)).OfType<TopicQuery>().SelectMany(query => query.Liked)
        .Concat(topics.More).Concat(topics.Less);

    public void Dispose() => gate.Dispose();

    private sealed record Shelf(PapersInPlay Play, DateTimeOffset Reach, long Generation)
    {
        /// <summary>Generations only grow.</summary>
        public bool Holds(DateTimeOffset since, long generation) => Generation >= generation && Reach <= since;
    }
}
