using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Reading;

/// <summary>A list of papers as the pages show it, fifty at a time, each with its topics.</summary>
internal sealed class PaperList(ReadingRoom room, PageView view)
{
    private const int PageSize = 50;

    /// <summary>Puts <c>papers</c>, <c>total</c> and <c>pager</c> into the model.</summary>
    /// <param name="path">Address of the list on this site, to which the number of a further page is added.</param>
    public void AddTo(ScriptObject model, HttpContext context, PapersInPlay play, IReadOnlyList<Paper> papers,
        string path, TopicQuery? query = null)
    {
        var pages = Math.Max(1, (papers.Count + PageSize - 1) / PageSize);
        var page =
            int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
                ? Math.Clamp(asked, 1, pages) : 1;
        var (topics, language) = (room.Topics(play), view.LanguageOf(context));
        model["papers"] = papers.Skip((page - 1) * PageSize).Take(PageSize).Select((paper, index) =>
        {
            var card =
                PaperModel.Card(view.Base, language, paper,
                    topics.Where(topic => topic.Papers.Contains(paper.Id)).Select(topic => topic.Topic),
                    Why(play, query, paper));
            card["number"] = ((page - 1) * PageSize) + index + 1;
            return card;
        }).ToArray();
        model["total"] = papers.Count;
        model["pager"] = Pager(view.Base + path, page, pages);
    }

    private static Because? Why(PapersInPlay play, TopicQuery? query, Paper paper) =>
        query is null ? null : new Because("", play.Index.MatchedWords(query, paper.Id));

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

    /// <summary>
    /// The topics of the catalogue as links, each with how many papers it finds; the one that is shown is marked.
    /// </summary>
    public ScriptObject[] TopicLinks(PapersInPlay play, Func<Topic, string> path, string? current = null) =>
        [.. room.Topics(play).Select(topic => new ScriptObject
        {
            ["slug"] = topic.Topic.Slug,
            ["name"] = topic.Topic.Name,
            ["description"] = topic.Topic.Description,
            ["count"] = topic.Papers.Count,
            ["href"] = view.Base + path(topic.Topic),
            ["current"] = topic.Topic.Slug == current,
        })];
}
