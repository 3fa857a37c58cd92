using DigestMailer.Subscribers;
using DigestMailer.Web.Site;

namespace DigestMailer.Web.Forms;

/// <summary>
/// The form on a reader's own page for another address. What it answers depends on the reader and on what they typed,
/// never on whether the address is known.
/// </summary>
internal sealed class AddressForm(SignupDesk desk, SignupLimits limits, PageView view)
{
    /// <param name="text">As it was typed.</param>
    /// <returns>What is said, or what is wrong; one of the two.</returns>
    public async Task<(string? Done, string? Fault)> TakeAsync(HttpContext context, Subscriber subscriber, string text,
        CancellationToken cancel)
    {
        var language = view.LanguageOf(context);
        if (!EmailAddress.TryParse(text, out var address, out var wrong))
        {
            return (null, wrong);
        }

        if (subscriber.ReaderState != SubscriptionState.Confirmed
            || address.Equals(subscriber.Email, StringComparison.OrdinalIgnoreCase))
        {
            return (null, language.Say("page.move_same"));
        }

        if (!limits.LetsIn(context))
        {
            return (null, language.Say("page.too_many"));
        }

        return await desk.TakeAddressAsync(subscriber, address, Network.Of(context.Connection.RemoteIpAddress), cancel)
            ? (language.Say("page.move_sent"), null) : (null, language.Say("page.move_not_now"));
    }
}
