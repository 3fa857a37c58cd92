using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Planning;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>The second half of double opt-in: GET shows a button, since scanners open links; POST confirms.</summary>
internal sealed class ConfirmPage(
    Bearer bearer, SubscriptionLife life, WelcomePlanner welcome, TopicCatalogue catalogue, LinksPage links,
    MessagePage messages, PageView view, IOptions<WebOptions> options)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/confirm/{**token}", AskAsync);
        app.MapForm("/confirm/{**token}", ConfirmAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Confirm, token, context,
            cancel) is not { State: not SubscriptionState.Unsubscribed } subscriber)
        {
            return links.Refuse(context);
        }

        var language = view.LanguageOf(context);
        return view.Show(context, new Page("confirm", language.Say("page.confirm"))
        {
            Model = new ScriptObject
            {
                ["guard"] = FormGuard.None,
                ["done"] = subscriber.State == SubscriptionState.Confirmed,
                ["topics"] = language.List([.. Followed(subscriber.Wishes.Topics, language)]),
                ["rhythm"] = LetterModel.When(subscriber.Wishes.Rhythm, language),
                ["consent"] = Consent(context),
            },
        });
    }

    /// <summary>Queries are counted: until now they are the words of whoever filled in the form.</summary>
    private IEnumerable<string> Followed(TopicSet topics, Language language)
    {
        var names = topics.Topics.Select(slug => catalogue.Find(slug) is { } topic ? language.Topic(topic.Name) : slug);
        return topics.Queries.Count > 0
            ? names.Append(language.Say("letter.own_queries", ("count", topics.Queries.Count))) : names;
    }

    /// <summary>
    /// The token alone lets its bearer confirm: no cookie is needed in the browser of a mail program.
    /// </summary>
    private async Task<IResult> ConfirmAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Confirm, token, context, cancel) is not { Id: var id })
        {
            return links.Refuse(context);
        }

        switch (await life.ConfirmAsync(id,
            new Consent("form", Consent(context), Network.Of(context.Connection.RemoteIpAddress)), cancel))
        {
            case ConfirmEnd.Gone:
                return links.Refuse(context);
            case ConfirmEnd.Confirmed:
                await welcome.PlanAsync(id, cancel);
                break;
            case ConfirmEnd.Already:
                break;
        }

        return messages.Say(context, "page.subscribed", "page.subscribed_lead");
    }

    /// <summary>The sentence agreed to, as it was shown.</summary>
    private string Consent(HttpContext context) =>
        options.Value.Consent ?? view.LanguageOf(context).Say("page.consent");
}
