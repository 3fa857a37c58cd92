using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Reading;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Api;

/// <summary>Topics, the papers of a day, a search in those of the last month, and one paper.</summary>
internal sealed class PapersApi(TopicCatalogue catalogue, ReadingRoom room, PaperStore papers, PaperFinder finder,
    IOptions<SiteOptions> site)
{
    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/topics", Topics).Describe("listTopics", "List the topics in the order of the settings.")
            .Needs(ApiScope.ReadPapers).Gives<PageOf<TopicAnswer>>().Faults();
        api.MapGet("/papers", DayAsync)
            .Describe("listPapers", "List the papers of a day (the newest without one), all or those of a topic.")
            .Needs(ApiScope.ReadPapers).Gives<PageOf<PaperAnswer>>().Faults(400);
        api.MapGet("/search", SearchAsync)
            .Describe("search", "Search the papers of the last 31 days in the query language.")
            .Needs(ApiScope.ReadPapers).Gives<PageOf<PaperAnswer>>().Faults(400);
        api.MapGet("/papers/{**key}", OneAsync)
            .Describe("getPaper", "Read a paper by its key, or by an id or address as people write it.")
            .Needs(ApiScope.ReadPapers).Gives<PaperAnswer>().Faults(404);
    }

    private ApiAnswer Topics() =>
        ApiAnswer.Of(new PageOf<TopicAnswer>([.. catalogue.All.Select(TopicAnswer.Of)], null));

    private async Task<IResult> DayAsync(string? day, string? topic, string? limit, string? cursor,
        CancellationToken cancel)
    {
        var (asked, fault) = PageAsked.Read(limit, cursor);
        if (asked is null)
        {
            return fault!;
        }

        var followed = topic is null ? null : catalogue.Find(topic);
        if (topic is not null && followed is null)
        {
            return ApiAnswer.Fault(StatusCodes.Status400BadRequest, "topic", "topic must be the slug of a topic.");
        }

        var period = day is null ? await room.LatestAsync(cancel) : Period.Parse(day);
        if (day is not null && period is not { IsDay: true })
        {
            return ApiAnswer.Fault(StatusCodes.Status400BadRequest, "day", "day must be a date such as 2026-03-02.");
        }

        if (period is null)
        {
            return ApiAnswer.Of(new PageOf<PaperAnswer>([], null));
        }

        var shelf = await room.ShelfAsync(period, cancel);
        return ApiAnswer.Of(await PageOf<PaperAnswer>.CutAsync(asked, shelf.Ids(followed), async ids =>
        {
            var read = await papers.FindAsync([.. ids], cancel);
            return [.. ids.Where(read.ContainsKey).Select(id =>
                Show(read[id], catalogue.All.Where(one => shelf.Has(one, id))))];
        }));
    }

    private async Task<IResult> SearchAsync(string? q, string? limit, string? cursor, CancellationToken cancel)
    {
        var (asked, fault) = PageAsked.Read(limit, cursor);
        if (asked is null)
        {
            return fault!;
        }

        var parsed = TopicQuery.Parse(q);
        if (parsed.Query is not { } query || string.IsNullOrWhiteSpace(q))
        {
            return ApiAnswer.Fault(StatusCodes.Status400BadRequest, "query",
                parsed.Fault is { } wrong ? $"q: {wrong}." : "q must be a query; * finds every paper.");
        }

        var recent = await room.RecentAsync([query], cancel);
        return ApiAnswer.Of(await PageOf<PaperAnswer>.CutAsync(asked, recent.Select(query), found =>
            Task.FromResult<IReadOnlyList<PaperAnswer>>([.. found.Select(paper => Show(paper,
                recent.Topics.Where(topic => topic.Papers.Contains(paper.Id)).Select(topic => topic.Topic)))])));
    }

    private async Task<IResult> OneAsync(string key, CancellationToken cancel) =>
        await finder.FindAsync(key, cancel) is var (paper, _)
            ? ApiAnswer.Of(Show(paper, await room.TopicsAsync(paper, cancel)))
            : ApiAnswer.OfStatus(StatusCodes.Status404NotFound);

    private PaperAnswer Show(Paper paper, IEnumerable<Topic> topics) => PaperAnswer.Of(paper, site.Value, topics);
}

/// <summary>A topic of the catalogue as the API shows one.</summary>
/// <param name="Query">In the query language, as it is read.</param>
internal sealed record TopicAnswer(string Slug, string Name, string Description, string Query)
{
    public static TopicAnswer Of(Topic topic) => new(topic.Slug, topic.Name, topic.Description, topic.Query.Text);
}
