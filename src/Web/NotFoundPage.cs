namespace DigestMailer.Web;

/// <summary>The page for addresses that lead nowhere.</summary>
internal sealed class NotFoundPage(PageView view)
{
    public IResult Show(HttpContext context) => view.Show(context, new Page("message", "Not found")
    {
        Status = StatusCodes.Status404NotFound,
        Model = Message.Of("There is nothing at this address", "Perhaps the paper was listed under another one, or the link was cut in two on its way. The archive has every day, and the search finds words, authors and categories."),
    });
}
