using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Pages;

/// <summary>
/// What the site offers by subject: the catalogue, one topic's papers of the last month, and a search in the topic
/// query language.
/// </summary>
internal sealed class TopicPages(ReadingRoom room, KeptPages kept, PaperList list, PageView view,
    TopicCatalogue catalogue, MessagePage messages)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/topics", (HttpContext context) => CatalogueAsync(context)).Kept(app);
        app.MapRead("/topics/{slug}", (string slug, HttpContext context) => TopicAsync(slug, context))
            .Kept(app, "page");
        app.MapRead("/search", SearchAsync).RequireRateLimiting(RequestLimits.Search).Kept(app, "q", "page");
    }

    private Task<IResult> CatalogueAsync(HttpContext context) =>
        kept.ShowAsync(context, "/topics", () => CatalogueAsync(view.LanguageOf(context)));

    private async Task<Page> CatalogueAsync(Language language)
    {
        var recent = await room.RecentAsync([], CancellationToken.None);
        var counts = recent.Topics.ToDictionary(topic => topic.Topic.Slug, topic => topic.Papers.Count);
        return new Page("topics", language.Say("page.topics"))
        {
            Description = language.Say("page.topics_description"),
            Path = "/topics",
            Model = new ScriptObject
            {
                ["topics"] = list.TopicLinks(language, topic => counts[topic.Slug], topic => $"/topics/{topic.Slug}"),
                ["days"] = ReadingRoom.RecentDays
            },
        };
    }

    private async Task<IResult> TopicAsync(string slug, HttpContext context) =>
        catalogue.Find(slug) is { } topic
            ? await kept.ShowAsync(context, $"/topics/{topic.Slug}?page={KeptPages.PartOf(context)}",
                () => TopicAsync(topic, context))
            : messages.Miss(context);

    private async Task<Page> TopicAsync(Topic topic, HttpContext context)
    {
        var recent = await room.RecentAsync([], CancellationToken.None);
        var (path, language) = ($"/topics/{topic.Slug}", view.LanguageOf(context));
        var model = new ScriptObject
        {
            ["topic"] =
                new ScriptObject
                {
                    ["name"] = language.Topic(topic.Name),
                    ["description"] = language.Topic(topic.Description),
                    ["query"] = topic.Query.ToString(),
                    ["slug"] = topic.Slug
                },
            ["days"] = ReadingRoom.RecentDays,
        };
        list.AddTo(model, context, recent, recent.Select(topic.Query), path, topic.Query);
        return new Page("topic", language.Topic(topic.Name))
        {
            Description = language.Topic(topic.Description),
            Path = path,
            Feed = $"/feeds/{topic.Slug}.atom",
            Model = model
        };
    }

    private async Task<IResult> SearchAsync(HttpContext context, CancellationToken cancel)
    {
        var (text, language) = (context.Request.Query["q"].ToString().Trim(), view.LanguageOf(context));
        var parsed = TopicQuery.Parse(text);
        var recent = await room.RecentAsync(parsed.Query is null ? [] : [parsed.Query], cancel);
        var encoded = Uri.EscapeDataString(text);
        var found = text.Length == 0 || parsed.Query is null ? [] : recent.Select(parsed.Query);
        var near = recent.Near(text, found);
        var feed = parsed.Query is null || text.Length == 0 ? null : $"/feeds/search.atom?q={encoded}";
        var model = new ScriptObject
        {
            ["query"] = text.Length > TopicQuery.MaxLength ? text[..TopicQuery.MaxLength] : text,
            ["fault"] = near is null && parsed.Fault is { } fault ? QueryFaultText.Of(fault, language) : null,
            ["days"] = ReadingRoom.RecentDays,
            ["feed"] = feed is null ? null : view.Base + feed,
            ["subscribe"] = $"{view.Base}/subscribe?query={encoded}",
            ["subscribe_near"] = near is null ? null
                : $"{view.Base}/subscribe?query={Uri.EscapeDataString(near.Query.Text)}",
        };
        list.AddTo(model, context, recent, found, $"/search?q={encoded}", parsed.Query, near);
        return view.Show(context,
            new Page("search",
                text.Length == 0 ? language.Say("page.search") : language.Say("page.search_for", ("query", text)))
            {
                Path = "/search",
                Feed = feed,
                Model = model
            });
    }
}
