using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Tells a form that a person filled in on our page from one that a machine or another site sent: the seal of the form,
/// a field nobody sees, and the time it took. A form belongs to the browser that has its cookie, or, where a browser
/// keeps none, to the network that opened it.
/// </summary>
internal sealed class FormGuard(IAntiforgery antiforgery, FormSeal seal, IOptions<WebOptions> options,
    TimeProvider clock)
{
    // No paper can hold these, for nobody outside knows them.
    private static readonly string NameHole = $"hole-{Guid.NewGuid():N}";
    private static readonly string ValueHole = $"hole-{Guid.NewGuid():N}";
    private static readonly string SealHole = $"hole-{Guid.NewGuid():N}";

    /// <summary>
    /// For pages behind a signed link, which need no seal: nobody else knows the address that the form is sent to.
    /// Their templates may still include <c>guard.html</c>.
    /// </summary>
    public static ScriptObject None => new() { ["name"] = "guard", ["value"] = "", ["opened"] = "" };

    /// <summary>The hidden fields of a form on a page that is kept, with holes for what is one visitor's.</summary>
    public static ScriptObject Holes => new() { ["name"] = NameHole, ["value"] = ValueHole, ["opened"] = SealHole };

    /// <summary>What goes into these holes of a kept page for a visitor.</summary>
    public VisitorParts Parts => new([NameHole, ValueHole, SealHole], ValuesFor);

    private string[] ValuesFor(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return [tokens.FormFieldName, tokens.RequestToken ?? "", seal.Make(context)];
    }

    /// <summary>The hidden fields of a form; sets the cookie that goes with them.</summary>
    public ScriptObject Fields(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new()
        {
            ["name"] = tokens.FormFieldName,
            ["value"] = tokens.RequestToken,
            ["opened"] = seal.Make(context),
        };
    }

    /// <summary>Whether the field that people do not see was filled in.</summary>
    public static bool IsTrapped(IFormCollection form) => form["website"].ToString().Length > 0;

    /// <summary>
    /// Takes a form for an address. What keeps it from being taken is the key of a text; null means nothing does.
    /// </summary>
    public async Task<string?> RefusalAsync(HttpContext context, IFormCollection form, string email,
        CancellationToken cancel)
    {
        if (seal.Read(form["opened"].ToString()) is not { } opened
            || clock.GetUtcNow() - opened.At < options.Value.FillInTime)
        {
            return "page.too_quick";
        }

        if (opened.Network != FormSeal.NetworkOf(context) && !await antiforgery.IsRequestValidAsync(context))
        {
            return "page.no_cookie";
        }

        return await seal.UseAsync(opened, email, cancel) ? null : "page.used_form";
    }
}
