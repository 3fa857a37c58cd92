using DigestMailer.Delivery;
using DigestMailer.Digests;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>The second half of double opt-in: GET shows a button, since scanners open links; POST confirms.</summary>
internal sealed class ConfirmPage(
    SignedLinks links, SubscriberStore subscribers, SubscriptionLife life, WelcomePlanner welcome, DigestStore digests, FormGuard guard, MessagePage messages, PageView view, IOptions<WebOptions> options)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/confirm/{token}", AskAsync);
        app.MapPost("/confirm/{token}", ConfirmAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (links.Verify(LinkPurpose.Confirm, token) is not { } id || await subscribers.FindAsync(id, cancel) is not { State: not SubscriptionState.Unsubscribed } subscriber)
        {
            return messages.Refuse(context);
        }

        return view.Show(context, new Page("confirm", "Confirm your digest")
        {
            Model = new ScriptObject
            {
                ["guard"] = guard.Fields(context),
                ["done"] = subscriber.State == SubscriptionState.Confirmed,
                ["topics"] = digests.Names(subscriber.Wishes.Topics).ToArray(),
                ["rhythm"] = Words.Of(subscriber.Wishes.Rhythm),
                ["consent"] = options.Value.Consent,
            },
        });
    }

    private async Task<IResult> ConfirmAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (links.Verify(LinkPurpose.Confirm, token) is not { } id)
        {
            return messages.Refuse(context);
        }

        if (!await guard.IsOursAsync(context))
        {
            return await AskAsync(token, context, cancel);
        }

        switch (await life.ConfirmAsync(id, new Consent("form", options.Value.Consent, Network.Of(context.Connection.RemoteIpAddress)), cancel))
        {
            case ConfirmEnd.Gone:
                return messages.Refuse(context);
            case ConfirmEnd.Confirmed:
                await welcome.PlanAsync(id, cancel);
                break;
            case ConfirmEnd.Already:
                break;
        }

        return messages.Say(context, "You are subscribed", "The first digest is on its way. Each one has a link to change it and a link to end it.");
    }
}
