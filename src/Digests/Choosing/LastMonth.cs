using DigestMailer.Papers.Merging;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// The papers of the 31 days before today, among which nearness is a rank. Made once a day, so that a floor does not
/// move within it, and the same for every process. They decide whether the table fits their field. Safe for several
/// threads.
/// </summary>
internal sealed class LastMonth(PaperStore papers, MeaningSource meaning, TimeProvider clock) : IDisposable
{
    private const int Days = 31;

    // A sample of this size shows as well as all of them where a rank is.
    private const int MostPapers = 2_500;
    private readonly SemaphoreSlim gate = new(1, 1);
    private Made? made;

    /// <summary>By what papers are compared today.</summary>
    public async Task<MeaningFrame> FrameAsync(CancellationToken cancel = default)
    {
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        if (made is { } known && known.Day == today)
        {
            return known.Frame;
        }

        await gate.WaitAsync(cancel);
        try
        {
            if (made?.Day != today)
            {
                made = new Made(today, await MakeAsync(today, cancel));
            }

            return made.Frame;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<MeaningFrame> MakeAsync(DateTimeOffset today, CancellationToken cancel)
    {
        var (some, all) = await papers.SampleAsync(today.AddDays(-Days), today, MostPapers, cancel);
        if (all < Backdrop.Least)
        {
            return new MeaningFrame(meaning.Table, null);
        }

        var texts = Backdrop.TextsOf(some);
        double? fits = meaning.Table is { } shipped ? FieldFit.Of(shipped, texts.Written()) : null;
        var table = meaning.Kind == MeaningVectorsKind.Latent || fits < FieldFit.Least
            ? LatentMeaning.Fit(some) ?? meaning.Table : meaning.Table;
        return new MeaningFrame(table, new Backdrop(some, texts, all, table)) { TableFits = fits };
    }

    public void Dispose() => gate.Dispose();

    private sealed record Made(DateTimeOffset Day, MeaningFrame Frame);
}
