using DigestMailer.Papers;
using DigestMailer.Papers.Merging;

namespace DigestMailer.Web.Reading;

/// <summary>The days that have papers, by month, the newest first; read again after a gathering.</summary>
internal sealed class Calendar(EditionStore editions, PaperStore papers, TimeProvider clock)
{
    private readonly RecentlyUsed<(long Generation, DateOnly Today), IReadOnlyList<CalendarMonth>> kept =
        new(0, _ => 1);

    public async Task<IReadOnlyList<CalendarMonth>> MonthsAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var generation = await papers.GenerationAsync(cancel);
        return await kept.GetAsync((generation, today), () => ReadAsync(today), cancel);
    }

    private async Task<IReadOnlyList<CalendarMonth>> ReadAsync(DateOnly today)
    {
        var days = await editions.ListAsync(DateOnly.MinValue, today.AddDays(1));
        var months = days.Where(edition => Period.Has(edition.Day))
            .GroupBy(edition => Period.MonthOf(edition.Day)).ToList();
        // A paper that is listed on two days is one paper of the month, as on the month's own page.
        var counts = await editions.CountAsync(months.Select(month => (month.Key.From, month.Key.Until)));
        return [.. months.Zip(counts, (month, count) => new CalendarMonth(month.Key, count, [.. month]))];
    }
}

/// <summary>A month of the archive.</summary>
/// <param name="Papers">How many papers it lists, each once.</param>
/// <param name="Days">The days that have papers, the newest first.</param>
internal sealed record CalendarMonth(Period Period, int Papers, IReadOnlyList<Edition> Days);
