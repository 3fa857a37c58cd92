using System.Collections.Concurrent;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;

namespace DigestMailer.Web.Reading;

/// <summary>
/// The shelves of the archive. A day is read and indexed once, and again only after its own papers have changed; weeks
/// and months are put together from their days. Crawling the archive costs each day once, and pushes out no day that
/// was used after it.
/// </summary>
internal sealed class Shelves(EditionStore editions, PaperStore papers, TopicCatalogue catalogue, LastMonth month,
    StoredShelves stored) : IDisposable
{
    // About a thousand days of 300 papers.
    private const long MostBytes = 32 * 1024 * 1024;

    // Shelves that are built beyond these before a round keeps them are built again after a restart.
    private const int MostUnkept = 100;

    // In one transaction, so short that no other writer notices.
    private const int KeptAtOnce = 10;

    // Building takes a core; one is left for those who read.
    private readonly SemaphoreSlim builder = new(1, 1);

    private readonly RecentlyUsed<(DateOnly Day, EditionState State), Shelf> days =
        new(MostBytes, shelf => shelf.Bytes);
    private readonly RecentlyUsed<(Period Period, long Generation), Shelf> periods =
        new(MostBytes / 2, shelf => shelf.Bytes, key => key.Generation);
    private readonly ConcurrentQueue<(EditionState State, Shelf Shelf)> unkept = new();

    public async Task<Shelf> OpenAsync(Period period, CancellationToken cancel)
    {
        var generation = await papers.GenerationAsync(cancel);
        return await periods.GetAsync((period, generation), () => GatherAsync(period), cancel);
    }

    private async Task<Shelf> GatherAsync(Period period)
    {
        var gathered = new List<Shelf>();
        var kept = new Lazy<Task<IReadOnlyDictionary<EditionState, Shelf>>>(
            () => stored.ReadAsync(period.From, period.Until));
        foreach (var state in await editions.StatesAsync(period.From, period.Until))
        {
            gathered.Add(await days.GetAsync((state.Day, state), async () =>
                (await kept.Value).GetValueOrDefault(state) ?? await BuildAsync(state)));
        }

        return gathered is [var only] ? only : Shelf.Of(gathered, catalogue.All);
    }

    private async Task<Shelf> BuildAsync(EditionState state)
    {
        await builder.WaitAsync();
        try
        {
            var frame = await month.FrameAsync();
            var play = PapersInPlay.Of(await editions.PapersAsync(state.Day, Period.Day(state.Day).Until),
                frame: frame);
            await play.LookUpAsync(catalogue.All.SelectMany(topic => topic.Query.Liked), papers);
            var shelf = Shelf.Of(play, catalogue.All);
            if (stored.MayKeep(frame) && unkept.Count < MostUnkept)
            {
                unkept.Enqueue((state, shelf));
            }

            return shelf;
        }
        finally
        {
            builder.Release();
        }
    }

    /// <summary>Builds the shelves of days that nobody has asked for, the newest first, and keeps all that were
    /// built.</summary>
    public async Task PrepareAsync(DateOnly from, DateOnly until, CancellationToken cancel)
    {
        var known = await stored.ReadAsync(from, until, cancel);
        foreach (var state in (await editions.StatesAsync(from, until, cancel)).Reverse())
        {
            if (!known.ContainsKey(state))
            {
                await days.GetAsync((state.Day, state), () => BuildAsync(state), cancel);
            }

            if (unkept.Count >= KeptAtOnce)
            {
                await KeepAsync(cancel);
            }
        }

        await KeepAsync(cancel);
    }

    /// <summary>Keeps what was built for those who asked.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        var some = new List<(EditionState, Shelf)>();
        while (some.Count < KeptAtOnce && unkept.TryDequeue(out var one))
        {
            some.Add(one);
        }

        if (some.Count > 0)
        {
            await stored.KeepAsync(some, cancel);
            await KeepAsync(cancel);
        }
    }

    public void Dispose() => builder.Dispose();
}
