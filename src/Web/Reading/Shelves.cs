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
internal sealed class Shelves(EditionStore editions, PaperStore papers, TopicCatalogue catalogue, LastMonth month)
    : IDisposable
{
    // About a thousand days of 300 papers.
    private const long MostBytes = 32 * 1024 * 1024;

    // Building takes a core; one is left for those who read.
    private readonly SemaphoreSlim builder = new(1, 1);

    private readonly RecentlyUsed<(DateOnly Day, EditionState State), Shelf> days =
        new(MostBytes, shelf => shelf.Bytes);
    private readonly RecentlyUsed<(Period Period, long Generation), Shelf> periods =
        new(MostBytes / 2, shelf => shelf.Bytes);

    public async Task<Shelf> OpenAsync(Period period, CancellationToken cancel)
    {
        var generation = await papers.GenerationAsync(cancel);
        return await periods.GetAsync((period, generation), () => GatherAsync(period), cancel);
    }

    private async Task<Shelf> GatherAsync(Period period)
    {
        var gathered = new List<Shelf>();
        foreach (var state in await editions.StatesAsync(period.From, period.Until))
        {
            gathered.Add(await days.GetAsync((state.Day, state), () => BuildAsync(state.Day)));
        }

        return gathered is [var only] ? only : Shelf.Of(gathered, catalogue.All);
    }

    private async Task<Shelf> BuildAsync(DateOnly day)
    {
        await builder.WaitAsync();
        try
        {
            var play = PapersInPlay.Of(await editions.PapersAsync(day, Period.Day(day).Until),
                frame: await month.FrameAsync());
            await play.LookUpAsync(catalogue.All.SelectMany(topic => topic.Query.Liked), papers);
            return Shelf.Of(play, catalogue.All);
        }
        finally
        {
            builder.Release();
        }
    }

    public void Dispose() => builder.Dispose();
}
