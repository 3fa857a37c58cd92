using DigestMailer.Digests.Languages;

namespace DigestMailer.Web.Site;

/// <summary>Pages that say one thing.</summary>
internal sealed class MessagePage(PageView view)
{
    public IResult Fail(HttpContext context) =>
        Show(context, StatusCodes.Status500InternalServerError, "page.broken", "page.broken_lead");

    /// <summary>An address that leads nowhere.</summary>
    public IResult Miss(HttpContext context) =>
        Show(context, StatusCodes.Status404NotFound, "page.not_found", "page.not_found_lead");

    /// <summary>What a status says to people, where nothing else has been said.</summary>
    public IResult Status(HttpContext context, int status) => status switch
    {
        StatusCodes.Status404NotFound => Miss(context),
        StatusCodes.Status405MethodNotAllowed => Show(context, status, "page.wrong_method", "page.wrong_method_lead"),
        StatusCodes.Status413PayloadTooLarge => Show(context, status, "page.too_large", "page.too_large_lead"),
        StatusCodes.Status429TooManyRequests => Show(context, status, "page.too_often", "page.too_often_lead"),
        >= 500 => Fail(context),
        _ => Show(context, status, "page.unread", "page.unread_lead"),
    };

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
