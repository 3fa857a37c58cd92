using DigestMailer.Digests.Languages;

namespace DigestMailer.Web.Site;

/// <summary>
/// Pages that say one thing, first of all the one polite page for a link that is not ours, for another purpose,
/// damaged, past its end or signed by a key that is gone.
/// </summary>
internal sealed class MessagePage(PageView view)
{
    public IResult Refuse(HttpContext context) =>
        Show(context, StatusCodes.Status404NotFound, "page.bad_link", "page.bad_link_lead", "page.bad_link_hint");

    public IResult Fail(HttpContext context) =>
        Show(context, StatusCodes.Status500InternalServerError, "page.broken", "page.broken_lead");

    /// <summary>An address that leads nowhere.</summary>
    public IResult Miss(HttpContext context) =>
        Show(context, StatusCodes.Status404NotFound, "page.not_found", "page.not_found_lead");

    /// <param name="heading">Key of its text.</param>
    /// <param name="paragraphs">Keys of their texts, or what they say.</param>
    public IResult Say(HttpContext context, string heading, params string[] paragraphs) =>
        Show(context, StatusCodes.Status200OK, heading, paragraphs);

    private IResult Show(HttpContext context, int status, string heading, params string[] paragraphs)
    {
        var language = view.LanguageOf(context);
        return view.Show(context,
            new Page("message", language.Say(heading))
            {
                Status = status,
                Model = Message.Of(language.Say(heading),
                    [.. paragraphs.Select(text => language.TrySay(text) ?? text)])
            });
    }
}
