using DigestMailer.Delivery;
using DigestMailer.Digests;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>
/// Leaving, by one POST without login, cookie or redirect (RFC 8058 §3.1), from any origin, twice as well as once; GET and HEAD change nothing, since scanners open
/// every link. The page offers less instead, and to take it back.
/// </summary>
internal sealed class UnsubscribePage(SignedLinks links, SubscriberStore subscribers, SubscriptionLife life, Letters letters, Database database, MessagePage messages, PageView view, TimeProvider clock)
{
    private static readonly TimeSpan UndoFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromDays(30);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/unsubscribe/{token}", AskAsync);
        app.MapPost("/unsubscribe/{token}", LeaveAsync);
        app.MapMethods("/unsubscribe/{token}", [HttpMethods.Options], Preflight);
        app.MapPost("/unsubscribe/{token}/undo", UndoAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (links.Verify(LinkPurpose.Unsubscribe, token) is not { } id)
        {
            return messages.Refuse(context);
        }

        var subscriber = await subscribers.FindAsync(id, cancel);
        if (subscriber is null or { State: SubscriptionState.Unsubscribed })
        {
            return Left(context, id, canReturn: false);
        }

        return view.Show(context, new Page("unsubscribe", "Stop these mails?")
        {
            Model = new ScriptObject
            {
                ["rhythm"] = Words.Of(subscriber.Wishes.Rhythm),
                ["weekly"] = subscriber.Wishes.Rhythm.Every == Every.Week,
                ["few"] = subscriber.Wishes.Max <= 5,
            },
        });
    }

    /// <summary>The one-click POST of a mail program and the button of the page: both act at once. The buttons for less have a name of their own.</summary>
    private async Task<IResult> LeaveAsync(string token, HttpContext context, CancellationToken cancel)
    {
        AllowAnyOrigin(context);
        if (links.Verify(LinkPurpose.Unsubscribe, token) is not { } id)
        {
            return messages.Refuse(context);
        }

        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        if (form["instead"].ToString() is { Length: > 0 } instead)
        {
            return await InsteadAsync(context, id, instead, cancel);
        }

        var consent = new Consent(form.ContainsKey("List-Unsubscribe") ? "one-click" : "link", null, Network.Of(context.Connection.RemoteIpAddress));
        await database.WriteAsync(async transaction =>
        {
            if (await life.LeaveAsync(transaction, id, consent))
            {
                await letters.AddAsync(transaction, id, LetterKind.Goodbye);
            }
        }, cancel);
        return Left(context, id, await subscribers.FindAsync(id, cancel) is not null);
    }

    private async Task<IResult> InsteadAsync(HttpContext context, long id, string instead, CancellationToken cancel)
    {
        if (await subscribers.FindAsync(id, cancel) is not { State: SubscriptionState.Confirmed } subscriber)
        {
            return Left(context, id, canReturn: false);
        }

        switch (instead)
        {
            case "week":
                await life.ChangeAsync(id, subscriber.Wishes with { Rhythm = subscriber.Wishes.Rhythm with { Every = Every.Week } }, cancel);
                return messages.Say(context, "Once a week from now on", $"The best papers of the week come {Words.Of(subscriber.Wishes.Rhythm with { Every = Every.Week })}.");
            case "few":
                await life.ChangeAsync(id, subscriber.Wishes with { Max = Math.Min(5, subscriber.Wishes.Max) }, cancel);
                return messages.Say(context, "Five papers at most from now on", "Each digest holds the best five of those that match.");
            default:
                var until = clock.GetUtcNow() + Pause;
                await life.PauseAsync(id, until, cancel);
                return messages.Say(context, "Paused for 30 days", $"Nothing is sent until {Words.Day(DateOnly.FromDateTime(until.UtcDateTime))}. Then the digests come again by themselves.");
        }
    }

    private async Task<IResult> UndoAsync(string token, HttpContext context, CancellationToken cancel)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(cancel) : FormCollection.Empty;
        if (links.Verify(LinkPurpose.Unsubscribe, token) is not { } id || links.Verify(LinkPurpose.Undo, form["undo"].ToString()) != id
            || !await life.ReturnAsync(id, new Consent("undo", null, Network.Of(context.Connection.RemoteIpAddress)), UndoFor, cancel))
        {
            return messages.Refuse(context);
        }

        return messages.Say(context, "Welcome back", "Your digest comes as before.");
    }

    private IResult Left(HttpContext context, long id, bool canReturn) => view.Show(context, new Page("left", "You are unsubscribed")
    {
        Model = new ScriptObject { ["undo"] = canReturn ? links.Sign(LinkPurpose.Undo, id, clock.GetUtcNow() + UndoFor) : null, ["action"] = $"{view.Base}/unsubscribe/{links.Sign(LinkPurpose.Unsubscribe, id)}/undo" },
    });

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
