using System.Globalization;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers.Merging;
using DigestMailer.Web.Site;

namespace DigestMailer.Web.Reading;

/// <summary>
/// Pages that are the same for every visitor of a language: rendered once, and again after papers, templates or the day
/// have changed. Within 8 MB; those used longest ago make room.
/// </summary>
internal sealed class KeptPages(PageView view, PaperStore papers, MailTemplates templates, TimeProvider clock)
{
    private const long MostBytes = 8 * 1024 * 1024;

    private readonly RecentlyUsed<PageKey, (Page Page, HoledPage Html)> kept =
        new(MostBytes, made => 500 + made.Html.Bytes, key => key.Generation);

    /// <param name="address">Tells the page from all others, with the number of its part.</param>
    /// <param name="make">Makes the page; it may use the request, which waits for it.</param>
    /// <param name="parts">What of it is one visitor's; null where nothing is.</param>
    public async Task<IResult> ShowAsync(HttpContext context, string address, Func<Task<Page>> make,
        VisitorParts? parts = null)
    {
        var language = view.LanguageOf(context);
        var key = new PageKey(address, language.Tag,
            await papers.GenerationAsync(context.RequestAborted), templates.Version,
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        // Not cancelled with this request: others may wait for what it makes.
        var (page, html) = await kept.GetAsync(key, async () =>
        {
            var made = await make();
            return (made with { Model = [] }, new HoledPage(view.Html(made, language), parts?.Holes ?? []));
        }, CancellationToken.None);
        return view.Show(context, page, html.For(parts?.ValuesFor(context) ?? [], page.Status));
    }

    /// <summary>The number of the part that is asked for, as it is in the address of a list.</summary>
    public static string PartOf(HttpContext context) =>
        int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? page.ToString(CultureInfo.InvariantCulture) : "1";

    private sealed record PageKey(string Address, string Language, long Generation, int Templates, DateOnly Today);
}
