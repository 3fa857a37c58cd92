using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Where a link that cannot be read leads: a form that sends fresh links to an address typed in, with the same answer
/// for every address.
/// </summary>
internal sealed class LinksPage(FormGuard guard, SignupLimits limits, SignupDesk desk, PageView view)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/links", (HttpContext context) => Ask(context));
        app.MapForm("/links", TakeAsync).RequireRateLimiting(RequestLimits.Forms);
        app.MapRead("/links/sent", Sent);
    }

    /// <summary>
    /// The one polite page for a link that is not ours, for another purpose, damaged, past its end or signed by a key
    /// that is gone.
    /// </summary>
    public IResult Refuse(HttpContext context) => Ask(context, broken: true, status: StatusCodes.Status404NotFound);

    /// <param name="broken">Whether a link led here that cannot be read.</param>
    /// <param name="fault">What is wrong with what was typed.</param>
    private IResult Ask(HttpContext context, bool broken = false, string email = "", string? fault = null,
        int status = StatusCodes.Status200OK)
    {
        var language = view.LanguageOf(context);
        return view.Show(context, new Page("links", language.Say(broken ? "page.bad_link" : "page.links"))
        {
            Status = status,
            Model = new ScriptObject
            {
                ["broken"] = broken,
                ["email"] = email,
                ["fault"] = fault,
                ["guard"] = guard.Fields(context),
            },
        });
    }

    private async Task<IResult> TakeAsync(HttpContext context, CancellationToken cancel)
    {
        var (form, status) = await FormBody.ReadAsync(context, cancel);
        if (form is null)
        {
            return Results.StatusCode(status);
        }

        var (language, email) = (view.LanguageOf(context), form["email"].ToString().Trim());
        if (!limits.LetsIn(context))
        {
            return Ask(context, false, email, language.Say("page.too_many"), StatusCodes.Status429TooManyRequests);
        }

        if (!EmailAddress.TryParse(email, out var address, out var wrong))
        {
            return Ask(context, false, email, wrong, StatusCodes.Status400BadRequest);
        }

        if (await guard.RefusalAsync(context, form, address, cancel) is { } refusal)
        {
            return Ask(context, false, email, language.Say(refusal), StatusCodes.Status400BadRequest);
        }

        if (!FormGuard.IsTrapped(form))
        {
            await desk.TakeLinksAsync(address, cancel);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = view.Base + "/links/sent";
        return Results.Empty;
    }

    private IResult Sent(HttpContext context)
    {
        var language = view.LanguageOf(context);
        return view.Show(context, new Page("message", language.Say("page.sent"))
        {
            Model = Message.Of(language.Say("page.sent"), language.Say("page.links_sent"),
                language.Say("page.links_sent_else")),
        });
    }
}
