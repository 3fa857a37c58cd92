using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Pages;

/// <summary>
/// One paper with its whole abstract, found by any of its identities; the best of them is its address.
/// </summary>
internal sealed class PaperPage(EditionStore editions, ReadingRoom room, PageView view, CitationEndpoints citations,
    MessagePage messages)
{
    public void Map(IEndpointRouteBuilder app) => app.MapRead("/papers/{**key}", ShowAsync);

    private async Task<IResult> ShowAsync(string? key, HttpContext context, CancellationToken cancel)
    {
        if (await editions.FindAsync(key ?? "", cancel) is not (var paper, var days))
        {
            return await citations.PaperAsync(key ?? "", context, cancel) ?? messages.Miss(context);
        }

        if (paper.Key != key)
        {
            return Results.Redirect(view.Base + PaperModel.PathOf(paper.Key), permanent: false);
        }

        using var play = new OnePaper(paper);
        var topics = room.Topics(play.Papers).Where(topic => topic.Papers.Count > 0).Select(topic => topic.Topic);
        return view.Show(context, new Page("paper", paper.Title)
        {
            Description = PlainText.Opening(PlainText.Line(paper.Abstract), 300),
            Path = PaperModel.PathOf(paper.Key),
            Image = paper.ThumbnailUrl,
            IsArticle = true,
            Model = new ScriptObject
            {
                ["paper"] =
                PaperModel.Whole(view.Base, view.LanguageOf(context), paper, topics, days)
            },
        });
    }

    /// <summary>An index over one paper, to ask which topics it belongs to.</summary>
    private sealed class OnePaper(Paper paper) : IDisposable
    {
        public PapersInPlay Papers { get; } = PapersInPlay.Of([paper]);

        public void Dispose() => Papers.Index.Dispose();
    }
}
