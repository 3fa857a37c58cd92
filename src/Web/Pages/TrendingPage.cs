using System.Globalization;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Pages;

/// <summary>What readers found best in the days up to the newest edition, by topic where one is named.</summary>
internal sealed class TrendingPage(ReadingRoom room, KeptPages kept, PaperList list, PageView view,
    TopicCatalogue catalogue, MessagePage messages)
{
    /// <summary>How many days it may look back.</summary>
    public static readonly int[] Spans = [7, 30];

    public void Map(IEndpointRouteBuilder app) => app.MapRead("/trending", ShowAsync)
        .Kept(app, "days", "topic", "order", "page");

    private async Task<IResult> ShowAsync(HttpContext context)
    {
        var (days, slug) = (context.Request.Query["days"].ToString(), context.Request.Query["topic"].ToString());
        var (span, topic, order) = (SpanOf(days), catalogue.Find(slug), ListPath.OrderOf(context));
        return span is not { } asked || (slug.Length > 0 && topic is null)
            ? messages.Miss(context)
            : await kept.ShowAsync(context,
                $"{ListPath.Trending(asked, topic, order)}&page={KeptPages.PartOf(context)}",
                () => MakeAsync(context, asked, topic, order));
    }

    private static int? SpanOf(string days) => days.Length == 0 ? Spans[0]
        : Array.Find(Spans, span => span.ToString(CultureInfo.InvariantCulture) == days) is var found and > 0 ? found
        : null;

    private async Task<Page> MakeAsync(HttpContext context, int days, Topic? topic, PaperOrder order)
    {
        var (language, cancel) = (view.LanguageOf(context), CancellationToken.None);
        var newest = (await room.LatestAsync(cancel) ?? Period.Day(room.Today)).Until;
        var shelf = await room.ShelfAsync(
            new Period(string.Create(CultureInfo.InvariantCulture, $"trending-{days}"), newest.AddDays(-days), newest),
            cancel);
        var title = language.Say("page.trending_days", ("count", days));
        var model =
            new ScriptObject
            {
                ["topic"] = topic is null ? "" : language.Topic(topic.Name),
                ["all"] = view.Base + ListPath.Trending(days, null, order),
                ["all_count"] = shelf.Count,
                ["spans"] = Spans.Select(span => new ScriptObject
                {
                    ["name"] = language.Say("page.span", ("count", span)),
                    ["href"] = view.Base + ListPath.Trending(span, topic, order),
                    ["current"] = span == days,
                }).ToArray(),
                ["topics"] =
                    list.TopicLinks(language, shelf.CountOf, one => ListPath.Trending(days, one, order), topic?.Slug),
                ["orders"] = list.OrderLinks(one => ListPath.Trending(days, topic, one), order, language),
            };
        await list.AddToAsync(model, context, shelf.Ids(topic, order, room.Now), shelf,
            ListPath.Trending(days, topic, order), cancel);
        return new Page("trending", title)
        {
            Description = language.Say("page.trending_lead"),
            Path = ListPath.Trending(days, topic, PaperOrder.Trend),
            Feed = topic is null ? "/feeds/all.atom" : $"/feeds/{topic.Slug}.atom",
            Model = model,
        };
    }
}
