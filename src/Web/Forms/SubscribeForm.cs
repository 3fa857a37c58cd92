using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>The form to subscribe as the front page and its own page show it.</summary>
internal sealed class SubscribeForm(WishesForm wishes, FormGuard guard, PageView view, IOptions<WebOptions> options)
{
    /// <summary>The sentence agreed to, in the language it was shown in.</summary>
    public string Consent(HttpContext context) => options.Value.Consent ?? view.LanguageOf(context).Say("page.consent");

    public ScriptObject Model(HttpContext context, WishesInput input, string email = "", string? fault = null,
        ScriptObject? forecast = null, ScriptObject? fields = null) => new()
        {
            ["guard"] = fields ?? guard.Fields(context),
            ["email"] = email,
            ["fault"] = fault,
            ["consent"] = Consent(context),
            ["wishes"] = wishes.Model(input, view.LanguageOf(context)),
            ["forecast"] = forecast,
            ["open"] =
                fault is not null || forecast is not null || input.Topics.Count > 0 || input.Queries.Count > 0,
        };
}
