using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>The front page: the papers of the newest edition, by topic where one is asked for, beside the form to subscribe.</summary>
internal sealed class HomePage(ReadingRoom room, PaperList list, PageView view, SubscribeForm form, TopicCatalogue catalogue, IOptions<SiteOptions> site)
{
    public void Map(IEndpointRouteBuilder app) => app.MapRead("/", ShowAsync);

    private async Task<IResult> ShowAsync(HttpContext context, CancellationToken cancel)
    {
        var topic = catalogue.Find(context.Request.Query["topic"].ToString());
        var edition = await room.LatestAsync(cancel);
        var model = new ScriptObject { ["edition"] = edition?.Title ?? "", ["topic"] = topic?.Name ?? "", ["query"] = "" };
        var play = await room.OpenAsync(edition ?? Period.Day(room.Today), cancel);
        list.AddTo(model, context, play, ReadingRoom.Select(play, topic?.Query), topic is null ? "/" : $"/?topic={topic.Slug}");
        model["topics"] = list.TopicLinks(play, one => $"/?topic={one.Slug}", topic?.Slug);
        model["all_count"] = play.Papers.Count;
        model["form"] = form.Model(context, topic is null ? WishesForm.Untouched : WishesForm.Untouched with { Topics = [topic.Slug] });
        model["earlier"] = edition is null ? null : view.Base + "/editions/" + edition.Name;
        return view.Show(context, new Page("home", site.Value.Name)
        {
            Description = edition is null ? "Research papers, each morning by mail." : $"{play.Papers.Count} papers of {edition.Title}, and a mail each morning with those that fit your topics.",
            Path = "/",
            Feed = topic is null ? "/feeds/all.atom" : $"/feeds/{topic.Slug}.atom",
            Model = model,
            Fresh = true,
        });
    }
}
