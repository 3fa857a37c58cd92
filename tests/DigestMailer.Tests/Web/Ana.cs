using MimeKit;

namespace DigestMailer.Tests.Web;

/// <summary>A reader who follows everything.</summary>
internal static class Ana
{
    public const string Address = "ana@readers.example";

    /// <summary>She has confirmed and been welcomed.</summary>
    /// <param name="letter">Her only mail; by default it is in the folder.</param>
    public static async Task<Visitor> JoinAsync(SiteFixture site, Func<MimeMessage>? letter = null)
    {
        var ana = new Visitor(site.Address);
        await ana.PressAsync("/subscribe", "Subscribe", ("email", Address), ("every", "day"));
        await site.DeliverAsync();
        await ana.PressAsync((letter?.Invoke() ?? site.Mails().Single()).To("confirm"), "Confirm my digest");
        await site.DeliverAsync();
        return ana;
    }

    public static Task<string> StateAsync(SiteFixture site) =>
        site.OneAsync<string>(
            "SELECT state FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id WHERE email = @Address",
            new { Address });
}
