using DigestMailer.Digests.Templates;
using DigestMailer.Papers.Summaries;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Pages;

/// <summary>
/// One paper with its whole abstract, found by any of its identities; the best of them is its address.
/// </summary>
internal sealed class PaperPage(PaperFinder finder, ReadingRoom room, PageView view, CitationEndpoints citations,
    SummaryStore summaries, MessagePage messages)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/papers/{**key}", ShowAsync);
        app.MapRead("/papers/{**key:regex(\\.(bib|ris)$)}", ShowAsync).RequireRateLimiting(RequestLimits.Citations);
    }

    private async Task<IResult> ShowAsync(string? key, HttpContext context, CancellationToken cancel)
    {
        if (await finder.FindAsync(key, cancel) is not (var paper, var days))
        {
            return await citations.PaperAsync(key ?? "", context, cancel) ?? messages.Miss(context);
        }

        if (paper.Key != key)
        {
            return Results.Redirect(view.Base + PaperModel.PathOf(paper.Key), permanent: false);
        }

        var topics = await room.TopicsAsync(paper, cancel);
        var (language, similar) = (view.LanguageOf(context), await room.SimilarAsync(paper, cancel));
        return view.Show(context, new Page("paper", paper.Title)
        {
            Description = PlainText.Opening(PlainText.Line(paper.Abstract), 300),
            Path = PaperModel.PathOf(paper.Key),
            Image = paper.ThumbnailUrl,
            IsArticle = true,
            Model = new ScriptObject
            {
                ["paper"] = PaperModel.Whole(view.Base, language,
                    await summaries.InAsync(paper, language.Tag, cancel), topics, days),
                ["similar"] = similar.Select(one => PaperModel.Card(view.Base, language, one, [])).ToArray(),
            },
        });
    }
}
