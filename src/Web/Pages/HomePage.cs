using DigestMailer.Digests.Choosing;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Pages;

/// <summary>
/// The front page: the papers of the newest edition, by topic where one is asked for, next to the form to subscribe.
/// </summary>
internal sealed class HomePage(ReadingRoom room, KeptPages kept, Neighbours neighbours, PaperList list, PageView view,
    SubscribeForm form, FormGuard guard, TopicCatalogue catalogue, IOptions<SiteOptions> site)
{
    public void Map(IEndpointRouteBuilder app) => app.MapRead("/", ShowAsync);

    private Task<IResult> ShowAsync(HttpContext context)
    {
        var topic = catalogue.Find(context.Request.Query["topic"].ToString());
        var order = ListPath.OrderOf(context);
        return kept.ShowAsync(context, $"{ListPath.Home(topic, order)} {KeptPages.PartOf(context)}",
            () => MakeAsync(context, topic, order), guard.Parts);
    }

    private async Task<Page> MakeAsync(HttpContext context, Topic? topic, PaperOrder order)
    {
        var cancel = CancellationToken.None;
        var (edition, language) = (await room.LatestAsync(cancel), view.LanguageOf(context));
        var model =
            new ScriptObject
            {
                ["edition"] = edition?.Title(language) ?? "",
                ["topic"] = topic is null ? "" : language.Topic(topic.Name),
                ["query"] = "",
                ["all"] = view.Base + ListPath.Home(null, order),
                ["orders"] = list.OrderLinks(one => ListPath.Home(topic, one), order, language),
                ["trending"] = TrendingPage.Spans.Select(days => new ScriptObject
                {
                    ["name"] = language.Say("page.trending_days", ("count", days)),
                    ["href"] = view.Base + ListPath.Trending(days, topic, PaperOrder.Trend),
                }).ToArray(),
            };
        var day = edition ?? Period.Day(room.Today);
        var shelf = await room.ShelfAsync(day, cancel);
        await list.AddToAsync(model, context, shelf.Ids(topic, order), shelf, ListPath.Home(topic, order), cancel);
        await neighbours.AddToAsync(model, day, one => ListPath.Edition(one, topic, order), language, cancel);
        model["topics"] = list.TopicLinks(language, shelf.CountOf, one => ListPath.Home(one, order),
            topic?.Slug);
        model["all_count"] = shelf.Count;
        model["form"] =
            form.Model(context,
                topic is null ? WishesForm.Untouched(language)
                    : WishesForm.Untouched(language) with { Topics = [topic.Slug] }, fields: FormGuard.Holes);
        model["earlier"] = edition is null ? null : view.Base + "/editions/" + edition.Name;
        return new Page("home", site.Value.Name)
        {
            Description =
                edition is null ? language.Say("page.home_description_empty")
                    : language.Say("page.home_description",
                        ("papers", language.Say("digest.papers", ("count", shelf.Count))),
                        ("edition", edition.Title(language))),
            Path = "/",
            Feed = topic is null ? "/feeds/all.atom" : $"/feeds/{topic.Slug}.atom",
            Model = model,
            Fresh = true,
        };
    }
}
