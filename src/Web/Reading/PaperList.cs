using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Reading;

/// <summary>A list of papers as the pages show it, fifty at a time, each with its topics.</summary>
internal sealed class PaperList(PaperStore papers, TopicCatalogue catalogue, PageView view)
{
    private const int PageSize = 50;

    /// <summary>Puts <c>papers</c>, <c>total</c> and <c>pager</c> into the model.</summary>
    /// <param name="path">Address of the list on this site, to which the number of a further page is added.</param>
    /// <param name="ids">The papers of the list in their order.</param>
    /// <param name="shelf">It knows the topics of each.</param>
    public async Task AddToAsync(ScriptObject model, HttpContext context, IReadOnlyList<long> ids, Shelf shelf,
        string path, CancellationToken cancel)
    {
        var (page, pages) = PageOf(context, ids.Count);
        var shown = ids.Skip((page - 1) * PageSize).Take(PageSize).ToList();
        var read = await papers.FindAsync(shown, cancel);
        Fill(model, context, shown.Where(read.ContainsKey).Select(id => read[id]),
            id => catalogue.All.Where(one => shelf.Has(one, id)), _ => null, page);
        model["total"] = ids.Count;
        model["pager"] = Pager(view.Base + path, page, pages);
    }

    /// <summary>The same for what a query found, each with the words that met it.</summary>
    /// <param name="near">What to show below of papers that are only near, and the query that found them.</param>
    public void AddTo(ScriptObject model, HttpContext context, RecentPapers recent, IReadOnlyList<Paper> found,
        string path, TopicQuery? query, NearPapers? near = null)
    {
        IReadOnlyList<Paper> all = near is null ? found : [.. found, .. near.Papers];
        var (page, pages) = PageOf(context, all.Count);
        var below = near?.Papers.Select(paper => paper.Id).ToHashSet() ?? [];
        Because? Why(Paper paper) => (below.Contains(paper.Id) ? near!.Query : query) is not { } by ? null
            : new Because("", recent.Play.Index.MatchedWords(by, paper.Id)) { IsNear = by.Wanted.Any(IsProse) };
        Fill(model, context, all.Skip((page - 1) * PageSize).Take(PageSize),
            id => recent.Topics.Where(topic => topic.Papers.Contains(id)).Select(topic => topic.Topic), Why, page);
        if (Array.Find((ScriptObject[])model["papers"]!,
            card => card["id"] is long id && below.Contains(id)) is { } first)
        {
            first["begins_near"] = true;
        }

        model["words"] = found.Count;
        model["total"] = all.Count;
        model["pager"] = Pager(view.Base + path, page, pages);
    }

    private static bool IsProse(Term term) => term.IsProse;

    private static (int Page, int Pages) PageOf(HttpContext context, int count)
    {
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        var asked = context.Request.Query["page"];
        return (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? Math.Clamp(page, 1, pages) : 1, pages);
    }

    private void Fill(ScriptObject model, HttpContext context, IEnumerable<Paper> shown,
        Func<long, IEnumerable<Topic>> topics, Func<Paper, Because?> why, int page)
    {
        var language = view.LanguageOf(context);
        model["papers"] = shown.Select((paper, index) =>
        {
            var card = PaperModel.Card(view.Base, language, paper, topics(paper.Id), why(paper));
            card["number"] = ((page - 1) * PageSize) + index + 1;
            card["begins_near"] = false;
            return card;
        }).ToArray();
    }

    private static ScriptObject Pager(string path, int page, int pages) => new()
    {
        ["page"] = page,
        ["pages"] = pages,
        ["previous"] = page > 1 ? Address(path, page - 1) : null,
        ["next"] = page < pages ? Address(path, page + 1) : null,
    };

    private static string Address(string path, int page) =>
        page == 1 ? path
            : string.Create(CultureInfo.InvariantCulture,
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}page={page}");

    /// <summary>The orders of a list as links; the one that is shown is marked.</summary>
    public ScriptObject[] OrderLinks(Func<PaperOrder, string> path, PaperOrder current, Language language) =>
        [.. Enum.GetValues<PaperOrder>().Select(order => new ScriptObject
        {
            ["name"] = language.Say(order switch
            {
                PaperOrder.Votes => "page.order_votes",
                PaperOrder.Time => "page.order_time",
                _ => "page.order_trend",
            }),
            ["href"] = view.Base + path(order),
            ["current"] = order == current,
        })];

    /// <summary>
    /// The topics of the catalogue as links, each with how many papers it finds; the one that is shown is marked.
    /// </summary>
    public ScriptObject[] TopicLinks(Language language, Func<Topic, int> count, Func<Topic, string> path,
        string? current = null) =>
        [.. catalogue.All.Select(topic => new ScriptObject
        {
            ["slug"] = topic.Slug,
            ["name"] = language.Topic(topic.Name),
            ["description"] = language.Topic(topic.Description),
            ["count"] = count(topic),
            ["href"] = view.Base + path(topic),
            ["current"] = topic.Slug == current,
        })];
}
