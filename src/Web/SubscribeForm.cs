using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>The form to subscribe as the front page and its own page show it.</summary>
internal sealed class SubscribeForm(WishesForm wishes, FormGuard guard, IOptions<WebOptions> options)
{
    /// <summary>The sentence agreed to.</summary>
    public string Consent => options.Value.Consent;

    public ScriptObject Model(HttpContext context, WishesInput input, string email = "", string? fault = null, ScriptObject? forecast = null) => new()
    {
        ["guard"] = guard.Fields(context),
        ["email"] = email,
        ["fault"] = fault,
        ["consent"] = options.Value.Consent,
        ["wishes"] = wishes.Model(input),
        ["forecast"] = forecast,
        ["open"] = fault is not null || forecast is not null || input != WishesForm.Untouched,
    };
}
