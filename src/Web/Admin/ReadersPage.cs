using DigestMailer.Digests.Templates;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>
/// The readers, with a search. It is a form that is posted, since an address in the address of a page would be kept in
/// logs and histories.
/// </summary>
internal sealed class ReadersPage(ReaderSearch search, AdminView view)
{
    public void Map(IEndpointRouteBuilder admin)
    {
        admin.MapRead("/readers", ListAsync);
        admin.MapPost("/readers", FindAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancel) =>
        Show(context, "", await search.NewestAsync(cancel));

    private async Task<IResult> FindAsync(HttpContext context, CancellationToken cancel)
    {
        var text = PlainText.Line(context.Request.Form["address"]);
        return text.Length == 0 ? Show(context, text, await search.NewestAsync(cancel))
            : Show(context, text, await search.FindAsync(text, cancel));
    }

    private IResult Show(HttpContext context, string text, IReadOnlyList<ReaderLine> found) =>
        view.Show(context, "readers", "Readers", new ScriptObject
        {
            ["text"] = text,
            ["most"] = ReaderSearch.Most,
            ["is_full"] = found.Count >= ReaderSearch.Most,
            ["readers"] = found.Select(ReaderModel.Line).ToArray(),
        });
}
