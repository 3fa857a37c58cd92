using System.Text;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Papers.Citations;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;

namespace DigestMailer.Web.Pages;

/// <summary>
/// Papers for a reference manager: the address of a paper, of an edition or of a mail in the browser, with <c>.bib</c>
/// or <c>.ris</c> behind it.
/// </summary>
internal sealed class CitationEndpoints(PaperFinder finder, PaperStore papers, ReadingRoom room,
    TopicCatalogue catalogue, DigestStore digests, MessagePage messages)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/editions/{period}.{format:regex(^(bib|ris)$)}",
            (string period, string format, HttpContext context, CancellationToken cancel) =>
                EditionAsync(period, null, format, context, cancel)).RequireRateLimiting(RequestLimits.Citations);
        app.MapRead("/editions/{period}/{topic}.{format:regex(^(bib|ris)$)}",
            (string period, string topic, string format, HttpContext context, CancellationToken cancel) =>
                EditionAsync(period, topic, format, context, cancel)).RequireRateLimiting(RequestLimits.Citations);
    }

    /// <summary>Of a paper, by any of its identities with the ending of a format; null where there is none.</summary>
    public async Task<IResult?> PaperAsync(string name, HttpContext context, CancellationToken cancel)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && Citation.Find(name[(dot + 1)..]) is { } format
            && await finder.FindAsync(name[..dot], cancel) is (var paper, _)
            ? Answer(format, Citation.Key(paper), [paper], context)
            : null;
    }

    /// <summary>Of what a digest showed, in its order.</summary>
    public async Task<IResult> DigestAsync(long digest, string format, HttpContext context, CancellationToken cancel)
    {
        var content = await digests.ContentAsync(digest, cancel);
        return Answer(Citation.Find(format)!, $"digest-{content.Slot:yyyy-MM-dd}",
            content.Papers.Select(chosen => chosen.Paper), context);
    }

    private async Task<IResult> EditionAsync(string period, string? topic, string format, HttpContext context,
        CancellationToken cancel)
    {
        var followed = topic is null ? null : catalogue.Find(topic);
        if (Period.Parse(period) is not { } asked || (topic is not null && followed is null))
        {
            return messages.Miss(context);
        }

        var shelf = await room.ShelfAsync(asked, cancel);
        if (shelf.Count == 0)
        {
            return messages.Miss(context);
        }

        var ids = shelf.Ids(followed);
        var read = await papers.FindAsync(ids, cancel);
        return Answer(Citation.Find(format)!, asked.Name + (followed is null ? "" : $"-{followed.Slug}"),
            ids.Where(read.ContainsKey).Select(id => read[id]), context);
    }

    /// <param name="format">Its ending, <c>bib</c> or <c>ris</c>.</param>
    public static IResult Answer(string format, string name, IEnumerable<Paper> papers, HttpContext context) =>
        Answer(Citation.Find(format)!, name, papers, context);

    private static IResult Answer(Citation format, string name, IEnumerable<Paper> papers, HttpContext context)
    {
        // The page itself is what a search should find.
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        var file = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '-'));
        return Results.File(Encoding.UTF8.GetBytes(format.Write(papers)), format.MediaType,
            $"{file}.{format.Extension}");
    }
}
