namespace DigestMailer.Web;

/// <summary>Pages that say one thing, first of all the one polite page for a link that is not ours, for another purpose, damaged, past its end or signed by a key that is gone.</summary>
internal sealed class MessagePage(PageView view)
{
    public IResult Refuse(HttpContext context) => view.Show(context, new Page("message", "This link does not work")
    {
        Status = StatusCodes.Status404NotFound,
        Model = Message.Of("This link does not work any more", "It may have been cut in two on its way, or it was meant for a time that is over. Nothing has changed.", "The newest mail you have from us holds links that work."),
    });

    public IResult Fail(HttpContext context) => view.Show(context, new Page("message", "Something went wrong")
    {
        Status = StatusCodes.Status500InternalServerError,
        Model = Message.Of("Something went wrong here", "It is our fault, and it is written down. Please try again in a while."),
    });

    public IResult Say(HttpContext context, string title, params string[] paragraphs) =>
        view.Show(context, new Page("message", title) { Model = Message.Of(title, paragraphs) });
}
