using System.Globalization;
using System.Security.Cryptography;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Tells a form that a person filled in on our page from one that a machine or another site sent: antiforgery, a field
/// nobody sees, and the time it took.
/// </summary>
internal sealed class FormGuard(IAntiforgery antiforgery, IDataProtectionProvider protection,
    IOptions<WebOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(1);
    private readonly IDataProtector opened = protection.CreateProtector("form-opened");

    /// <summary>The hidden fields of a form; sets the cookie that goes with them.</summary>
    public ScriptObject Fields(HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new()
        {
            ["name"] = tokens.FormFieldName,
            ["value"] = tokens.RequestToken,
            ["opened"] =
                opened.Protect(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>Whether the form is one of ours.</summary>
    public Task<bool> IsOursAsync(HttpContext context) => antiforgery.IsRequestValidAsync(context);

    /// <summary>Whether the field that people do not see was filled in.</summary>
    public static bool IsTrapped(IFormCollection form) => form["website"].ToString().Length > 0;

    /// <summary>Whether the form was open for as long as a person needs, and not since yesterday.</summary>
    public bool TookItsTime(IFormCollection form)
    {
        try
        {
            var since =
                DateTimeOffset.FromUnixTimeMilliseconds(
                    long.Parse(opened.Unprotect(form["opened"].ToString()), CultureInfo.InvariantCulture));
            return clock.GetUtcNow() - since is var open && open >= options.Value.FillInTime && open < OpenFor;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
