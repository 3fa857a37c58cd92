using DigestMailer.Subscribers;

namespace DigestMailer.Web.Site;

/// <summary>The person who opens a signed link. From then on the answer speaks their language.</summary>
internal sealed class Bearer(SignedLinks links, SubscriberStore subscribers, PageView view)
{
    /// <summary>The person that the token speaks for; null where it is not good for this, or they are gone.</summary>
    public async Task<Subscriber?> OfAsync(LinkPurpose purpose, string token, HttpContext context,
        CancellationToken cancel)
    {
        if (links.Verify(purpose, token) is not { } id || await subscribers.FindAsync(id, cancel) is not { } subscriber)
        {
            return null;
        }

        view.Speak(context, subscriber.Wishes.Look.Language);
        return subscriber;
    }
}
