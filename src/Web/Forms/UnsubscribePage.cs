using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Leaving, by one POST without login, cookie or redirect (RFC 8058 §3.1), from any origin, twice as well as once; GET
/// and HEAD change nothing, since scanners open every link. The page offers less instead, and to take it back.
/// </summary>
internal sealed class UnsubscribePage(SignedLinks links, SubscriberStore subscribers, SubscriptionLife life,
    DigestsForm digests, Letters letters, Database database, LinksPage fresh, MessagePage messages, PageView view,
    TimeProvider clock)
{
    private static readonly TimeSpan UndoFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromDays(30);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/unsubscribe/{**token}", AskAsync);
        app.MapForm("/unsubscribe/{**token}", LeaveAsync);
        app.MapMethods("/unsubscribe/{**token}", [HttpMethods.Options], Preflight);
        app.MapForm("/unsubscribe/{token}/undo", UndoAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (links.Verify(LinkPurpose.Unsubscribe, token) is not { } signed)
        {
            return fresh.Refuse(context);
        }

        var (id, removed) = await subscribers.CurrentAsync(signed, cancel);
        var subscriber = await subscribers.FindAsync(id, cancel);
        Speak(context, subscriber);
        if (removed || subscriber is null or { State: SubscriptionState.Unsubscribed })
        {
            return await LeftAsync(context, id, canReturn: false, removed);
        }

        var language = view.LanguageOf(context);
        var others = await digests.OthersAsync(id, language, cancel);
        return view.Show(context, new Page("unsubscribe", language.Say("page.stop"))
        {
            Model = new ScriptObject
            {
                ["digest"] = DigestWords.NameOf(subscriber, language),
                ["others"] = others,
                ["rhythm"] = LetterModel.When(subscriber.Wishes.Rhythm, language),
                ["weekly"] = subscriber.Wishes.Rhythm.Kind.Span >= RhythmKind.Of(Every.Week).Span,
                ["few"] = subscriber.Wishes.Max <= 5,
            },
        });
    }

    /// <summary>
    /// The one-click POST of a mail program and the button of the page: both act at once, whatever the body and even if
    /// the caller hangs up. The buttons for less have a name of their own.
    /// </summary>
    private async Task<IResult> LeaveAsync(string token, HttpContext context, CancellationToken cancel)
    {
        AllowAnyOrigin(context);
        if (links.Verify(LinkPurpose.Unsubscribe, token) is not { } signed)
        {
            return fresh.Refuse(context);
        }

        var (id, removed) = await subscribers.CurrentAsync(signed, CancellationToken.None);
        var form = await FormBody.ReadOrNoneAsync(context);
        var all = form["all"].ToString().Length > 0;
        if (removed && !all)
        {
            // The reader still gets other digests, which this mail is not about; mail programs are told it is done.
            return await LeftAsync(context, id, canReturn: false, removed);
        }

        if (form["instead"].ToString() is { Length: > 0 } instead)
        {
            return await InsteadAsync(context, id, instead, cancel);
        }

        var consent =
            new Consent(form.ContainsKey("List-Unsubscribe") ? "one-click" : "link", null,
                Network.Of(context.Connection.RemoteIpAddress));
        await database.WriteAsync(async transaction =>
        {
            if (all ? await ReaderDigests.LeaveAsync(transaction, life, id, consent) > 0
                : await life.LeaveAsync(transaction, id, consent))
            {
                await letters.AddAsync(transaction, id, LetterKind.Goodbye);
            }
        }, CancellationToken.None);
        var left = await subscribers.FindAsync(id, CancellationToken.None);
        Speak(context, left);
        return await LeftAsync(context, id, left is not null);
    }

    private async Task<IResult> InsteadAsync(HttpContext context, long id, string instead, CancellationToken cancel)
    {
        if (await subscribers.FindAsync(id, cancel) is not { State: SubscriptionState.Confirmed } subscriber)
        {
            return await LeftAsync(context, id, canReturn: false);
        }

        Speak(context, subscriber);
        var language = view.LanguageOf(context);
        switch (instead)
        {
            case "week":
                await life.ChangeAsync(id,
                    subscriber.Wishes with { Rhythm = subscriber.Wishes.Rhythm with { Every = Every.Week } }, cancel);
                return messages.Say(context, "page.weekly_now",
                    language.Say("page.weekly_lead",
                        ("rhythm", LetterModel.When(subscriber.Wishes.Rhythm with { Every = Every.Week }, language))));
            case "few":
                await life.ChangeAsync(id, subscriber.Wishes with { Max = Math.Min(5, subscriber.Wishes.Max) }, cancel);
                return messages.Say(context, "page.few_now", "page.few_lead");
            default:
                var until = clock.GetUtcNow() + Pause;
                await life.PauseAsync(id, until, cancel);
                return messages.Say(context, "page.month_now",
                    language.Say("page.month_lead",
                        ("day", DayText.Day(DateOnly.FromDateTime(until.UtcDateTime), language))));
        }
    }

    private async Task<IResult> UndoAsync(string token, HttpContext context, CancellationToken cancel)
    {
        var form = await FormBody.ReadOrNoneAsync(context);
        if (links.Verify(LinkPurpose.Unsubscribe, token) is not { } id
            || links.Verify(LinkPurpose.Undo, form["undo"].ToString()) != id
            || !await life.ReturnAsync(id, new Consent("undo", null, Network.Of(context.Connection.RemoteIpAddress)),
                UndoFor, cancel))
        {
            return fresh.Refuse(context);
        }

        return messages.Say(context, "page.returned", "page.returned_lead");
    }

    private void Speak(HttpContext context, Subscriber? subscriber)
    {
        if (subscriber is not null)
        {
            view.Speak(context, subscriber.Wishes.Look.Language);
        }
    }

    /// <param name="ofRemoved">Whether it is about a digest that is gone, so that all that are left are
    /// others.</param>
    private async Task<IResult> LeftAsync(HttpContext context, long id, bool canReturn, bool ofRemoved = false)
    {
        var language = view.LanguageOf(context);
        var others = await digests.OthersAsync(id, language, CancellationToken.None, ofRemoved);
        return view.Show(context, new Page("left", language.Say(others.Length > 0 ? "page.left_one" : "page.left"))
        {
            Model = new ScriptObject
            {
                ["others"] = others,
                ["end_all"] = $"{view.Base}/unsubscribe/{links.Sign(LinkPurpose.Unsubscribe, id)}",
                ["undo"] =
            canReturn ? links.Sign(LinkPurpose.Undo, id, clock.GetUtcNow() + UndoFor) : null,
                ["action"] = $"{view.Base}/unsubscribe/{links.Sign(LinkPurpose.Unsubscribe, id)}/undo"
            },
        });
    }

    private static IResult Preflight(HttpContext context)
    {
        AllowAnyOrigin(context);
        context.Response.Headers.AccessControlAllowMethods = "POST";
        context.Response.Headers.AccessControlAllowHeaders = "Content-Type";
        return Results.NoContent();
    }

    /// <summary>Some mail programs in browsers send the one-click POST from their own page.</summary>
    private static void AllowAnyOrigin(HttpContext context) => context.Response.Headers.AccessControlAllowOrigin = "*";
}
