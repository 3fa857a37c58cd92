using DigestMailer.Papers;
using DigestMailer.Topics;

namespace DigestMailer.Digests;

/// <summary>Keeps the papers in play until a gathering changes them, so that each topic query runs once however many readers follow it.</summary>
internal sealed class PaperShelf(PaperStore papers, TopicCatalogue catalogue, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private PapersInPlay? current;
    private long generation;
    private DateTimeOffset reach = DateTimeOffset.MaxValue;

    /// <summary>The papers first seen at or after <paramref name="since"/>, perhaps some older ones too.</summary>
    public async Task<PapersInPlay> SinceAsync(DateTimeOffset since, CancellationToken cancel = default)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var latest = await papers.GenerationAsync(cancel);
            if (current is null || latest != generation || since < reach)
            {
                // From the beginning of a day, so that cohorts whose windows differ by hours share one shelf.
                var from = new DateTimeOffset(since.UtcDateTime.Date, TimeSpan.Zero);
                current = PapersInPlay.Of(await papers.InPlayAsync(from, cancel), clock.GetUtcNow());
                (generation, reach) = (latest, from);
            }

            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The same, with the papers that the topic set names looked up, so that others can be compared with them.</summary>
    public async Task<PapersInPlay> SinceAsync(DateTimeOffset since, TopicSet topics, CancellationToken cancel = default)
    {
        var play = await SinceAsync(since, cancel);
        await play.LookUpAsync(Named(play, topics), papers, cancel);
        return play;
    }

    private IEnumerable<string> Named(PapersInPlay play, TopicSet topics) => topics.Topics.Select(slug => catalogue.Find(slug)?.Query)
        .Concat(topics.Queries.Select(play.Query)).OfType<TopicQuery>().SelectMany(query => query.Liked).Concat(topics.More).Concat(topics.Less);

    public void Dispose() => gate.Dispose();
}
