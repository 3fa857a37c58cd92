using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Antiforgery;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>Renders the operator's pages, in English, each with what its forms need.</summary>
internal sealed class AdminView(PageView view, IAntiforgery antiforgery)
{
    public const string Root = "/admin";
    private const string English = "en";

    private static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal)
    {
        ["asked"] = "DigestMailer is asking for papers now.",
        ["reloading"] = "DigestMailer is reading settings and templates again.",
        ["released"] = "Delivery goes on.",
        ["moving"] = "Delivery was not stopped.",
        ["lifted"] = "The address may be mailed again.",
        ["free"] = "The address was not suppressed.",
    };

    /// <summary>The address of these pages, before the path of each.</summary>
    public string Base => view.Base + Root;

    /// <param name="name">Of the template, without what all of them begin with.</param>
    public IResult Show(HttpContext context, string name, string title, ScriptObject model,
        int status = StatusCodes.Status200OK)
    {
        view.Speak(context, English);
        var tokens = antiforgery.GetAndStoreTokens(context);
        model["admin"] = Frame(Base, name, Operator.Of(context),
            Said.GetValueOrDefault(context.Request.Query["said"].ToString()));
        model["form"] = new ScriptObject { ["name"] = tokens.FormFieldName, ["value"] = tokens.RequestToken };
        return view.Show(context, new Page($"admin-{name}", title) { Model = model, Status = status });
    }

    /// <param name="place">The page of the menu that is open.</param>
    /// <param name="who">Null before they sign in.</param>
    /// <param name="said">What came of the last form; null where nothing did.</param>
    public static ScriptObject Frame(string root, string place, Operator? who, string? said) => new()
    {
        ["root"] = root,
        ["place"] = place,
        ["who"] = who?.Name,
        ["may_act"] = who?.MayAct == true,
        ["said"] = said,
    };

    public IResult Miss(HttpContext context) => Message(context, "There is nothing here", "It may be gone by now.",
        StatusCodes.Status404NotFound);

    public IResult RefuseForm(HttpContext context) => Message(context, "This form is out of date",
        "Nothing was changed. Go back, reload the page and try again.", StatusCodes.Status400BadRequest);

    public IResult RefuseAct(HttpContext context) => Message(context, "You may look, not act",
        "Your role is viewer. Nothing was changed.", StatusCodes.Status403Forbidden);

    public IResult Say(HttpContext context, string title, string text) =>
        Message(context, title, text, StatusCodes.Status200OK);

    private IResult Message(HttpContext context, string title, string text, int status) =>
        Show(context, "message", title, new ScriptObject { ["heading"] = title, ["text"] = text }, status);

    /// <summary>After a form: to a page, so that a reload of it sends nothing again.</summary>
    /// <param name="path">Below <see cref="Root"/>.</param>
    /// <param name="said">Which of the known texts the page shows; null for none.</param>
    public IResult Go(HttpContext context, string path, string? said = null)
    {
        PageView.KeepPrivate(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = Base + path + (said is null ? "" : $"?said={said}");
        return Results.Empty;
    }
}
