using DigestMailer.Digests.Languages;
using DigestMailer.Papers;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Reading;

/// <summary>
/// What is next to a period of the archive: those before and after it that have papers, and wider ones.
/// </summary>
internal sealed class Neighbours(EditionStore editions, ReadingRoom room, PageView view)
{
    /// <summary>
    /// Puts <c>before</c> and <c>after</c>, of the same length and null where there is none, and <c>wider</c> into the
    /// model.
    /// </summary>
    /// <param name="path">Address on this site of a period.</param>
    public async Task AddToAsync(ScriptObject model, Period period, Func<Period, string> path, Language language,
        CancellationToken cancel)
    {
        ScriptObject Link(Period one) =>
            new() { ["name"] = one.Title(language), ["href"] = view.Base + path(one) };
        var before = await editions.NewestAsync(period.From, cancel);
        var after = await editions.OldestAsync(period.Until, cancel);
        model["before"] = before is { } earlier ? Link(Alike(period, earlier)) : null;
        model["after"] = after is { } later && later <= room.Today ? Link(Alike(period, later)) : null;
        model["wider"] =
            period.IsDay ? new[] { Link(Period.WeekOf(period.From)), Link(Period.MonthOf(period.From)) } : [];
    }

    private static Period Alike(Period period, DateOnly day) =>
        period.IsDay ? Period.Day(day) : period.Until == period.From.AddDays(7) ? Period.WeekOf(day)
            : Period.MonthOf(day);
}
