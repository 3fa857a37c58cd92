using DigestMailer.Digests.Choosing;
using DigestMailer.Subscribers;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// What a choice would have brought, so that nobody subscribes blindly: how many papers a week fit it, and the best of
/// the last week; of the last 31 days for an alert, and where the week had none.
/// </summary>
internal sealed class Forecast(ReadingRoom room, DigestChoice choice, PageView view, TimeProvider clock)
{
    private const int Shown = 5;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan FourWeeks = TimeSpan.FromDays(28);
    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    /// <summary>The model of the template <c>forecast.html</c>.</summary>
    public async Task<ScriptObject> OfAsync(Wishes wishes, HttpContext context, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var play = (await room.RecentAsync(
            wishes.Topics.Queries.Select(text => TopicQuery.Parse(text).Query).OfType<TopicQuery>(), cancel)).Play;
        var isAlert = wishes.Rhythm.Kind.PerWeek is null;
        var matched = Of(FourWeeks).Matched;
        var (span, best) = (Week, Of(Week));
        if (isAlert || best.Matched == 0)
        {
            (span, best) = (Month, Of(Month));
        }

        var perWeek = (int)Math.Round(matched / Weeks(play, now), MidpointRounding.AwayFromZero);
        var most = wishes.Rhythm.Kind.MostPerWeek(wishes.Max);
        return new()
        {
            ["days"] = (int)span.TotalDays,
            ["matched"] = best.Matched,
            ["per_week"] = perWeek,
            ["sent_per_week"] = Math.Min(perWeek, most),
            ["capped"] = perWeek > most,
            ["papers"] =
                best.Papers.Take(Shown)
                    .Select(
                        chosen =>
                            PaperModel.Card(view.Base, view.LanguageOf(context), chosen.Paper, [], chosen.Because))
                            .ToArray(),
        };

        Choice Of(TimeSpan last) =>
            choice.Choose(play, wishes.Topics, new HashSet<long>(), now - last, now, isAlert ? null : Shown);
    }

    /// <summary>
    /// Over how many weeks was counted: four, or the days since papers are gathered, today's included.
    /// </summary>
    private static double Weeks(PapersInPlay play, DateTimeOffset now)
    {
        var since = now - play.Papers.Values.Select(paper => paper.FirstSeen).DefaultIfEmpty(now).Min();
        return Math.Clamp((since + TimeSpan.FromDays(1)) / Week, 1.0 / 7, 4);
    }
}
