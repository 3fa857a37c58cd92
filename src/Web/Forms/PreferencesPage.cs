using System.Globalization;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>A reader's own page: other wishes, a pause, and an end. GET changes nothing.</summary>
internal sealed class PreferencesPage(
    Bearer bearer, SubscriberStore subscribers, SubscriptionLife life, Letters letters, Database database,
    WishesForm wishes, AddressForm addresses, PastedPapers pasted, MarkedPapers marked, SavedPapersPage kept,
    Forecast forecast,
    LinksPage links, PageView view, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/preferences/{**token}", AskAsync);
        app.MapPost("/preferences/{**token}", ActAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel) =>
        await bearer.OfAsync(LinkPurpose.Preferences, token, context, cancel) is { } subscriber
            ? await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), cancel: cancel)
            : links.Refuse(context);

    private async Task<IResult> ActAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Preferences, token, context, cancel) is not { } subscriber)
        {
            return links.Refuse(context);
        }

        var (form, status) = await FormBody.ReadAsync(context, cancel, PastedPapers.MostBytes);
        if (form is null)
        {
            return Results.StatusCode(status);
        }

        if (form["unmark"].ToString() is { Length: > 0 } key)
        {
            await life.JudgeAsync(subscriber.Id, key, null, cancel);
            return await AgainAsync(context, subscriber, Say(context, "page.no_say"), cancel);
        }

        return form["act"].ToString() switch
        {
            "pause" => await PauseAsync(context, subscriber, form["until"].ToString(), cancel),
            "resume" => await ResumeAsync(context, subscriber, cancel),
            "leave" => await LeaveAsync(context, subscriber, cancel),
            "like" => await LikeAsync(context, subscriber, form, cancel),
            "forget" => await ForgetAsync(context, subscriber, cancel),
            "return" => await ReturnAsync(context, subscriber, cancel),
            "move" => await MoveAsync(context, subscriber, form["address"].ToString(), cancel),
            var act => await WishAsync(context, subscriber, WishesForm.Read(form), keep: act != "preview", cancel),
        };
    }

    private async Task<IResult> WishAsync(HttpContext context, Subscriber subscriber, WishesInput input, bool keep,
        CancellationToken cancel)
    {
        var (chosen, fault) = wishes.Check(input, view.LanguageOf(context));
        if (chosen is null)
        {
            return await ShowAsync(context, subscriber, input, fault: fault, cancel: cancel);
        }

        if (!keep)
        {
            return await ShowAsync(context, subscriber, input,
                forecast: await forecast.OfAsync(chosen, context, cancel), cancel: cancel);
        }

        await life.ChangeAsync(subscriber.Id, chosen, cancel);
        view.Speak(context, chosen.Look.Language);
        return await ShowAsync(context, subscriber, WishesInput.Of(chosen), done: Say(context, "page.saved"),
            cancel: cancel);
    }

    private async Task<IResult> PauseAsync(HttpContext context, Subscriber subscriber, string text,
        CancellationToken cancel)
    {
        var input = WishesInput.Of(subscriber.Wishes);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return await ShowAsync(context, subscriber, input, fault: Say(context, "page.pause_form"), cancel: cancel);
        }

        var zone = subscriber.Wishes.Rhythm.Zone;
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var until = new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
        if (until <= clock.GetUtcNow() || until > clock.GetUtcNow().AddYears(2))
        {
            return await ShowAsync(context, subscriber, input, fault: Say(context, "page.pause_range"), cancel: cancel);
        }

        await life.PauseAsync(subscriber.Id, until, cancel);
        return await ShowAsync(context, subscriber, input,
            done: Say(context, "page.paused", ("day", DayText.Day(day, view.LanguageOf(context)))), cancel: cancel);
    }

    private async Task<IResult> ResumeAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await life.PauseAsync(subscriber.Id, null, cancel);
        return await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes),
            done: Say(context, "page.pause_over"), cancel: cancel);
    }

    private async Task<IResult> LikeAsync(HttpContext context, Subscriber subscriber, IFormCollection form,
        CancellationToken cancel)
    {
        var (keys, unread) = await pasted.ReadAsync(form["liked"].ToString(), cancel);
        if (form.Files.GetFile("library") is { Length: > 0 } library)
        {
            using var bytes = new MemoryStream();
            await library.CopyToAsync(bytes, cancel);
            if (await pasted.ReadFileAsync(bytes.ToArray(), cancel) is not var (more, others))
            {
                return await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes),
                    fault: Say(context, "page.liked_unreadable"), cancel: cancel);
            }

            (keys, unread) = ([.. more, .. keys], [.. others, .. unread]);
        }

        if (keys.Count + unread.Count == 0)
        {
            return await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes),
                fault: Say(context, "page.liked_nothing"), cancel: cancel);
        }

        await life.LikeAsync(subscriber.Id, keys, instead: false, cancel);
        return await AgainAsync(context, subscriber, unread.Count == 0
            ? Say(context, "page.liked_now", ("count", keys.Count))
            : Say(context, "page.liked_some", ("count", keys.Count), ("first", unread[0])), cancel);
    }

    private async Task<IResult> ForgetAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await life.LikeAsync(subscriber.Id, [], instead: true, cancel);
        return await AgainAsync(context, subscriber, Say(context, "page.liked_none"), cancel);
    }

    private async Task<IResult> LeaveAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await database.WriteAsync(async transaction =>
        {
            if (await life.LeaveAsync(transaction, subscriber.Id, Origin(context)))
            {
                await letters.AddAsync(transaction, subscriber.Id, LetterKind.Goodbye);
            }
        }, cancel);
        return await AgainAsync(context, subscriber, Say(context, "page.left_now"), cancel);
    }

    private async Task<IResult> ReturnAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await life.ReturnAsync(subscriber.Id, Origin(context), cancel: cancel);
        return await AgainAsync(context, subscriber, Say(context, "page.returned_now"), cancel);
    }

    private async Task<IResult> MoveAsync(HttpContext context, Subscriber subscriber, string text,
        CancellationToken cancel)
    {
        var (done, fault) = await addresses.TakeAsync(context, subscriber, text, cancel);
        return await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), fault, done, cancel: cancel);
    }

    private async Task<IResult> AgainAsync(HttpContext context, Subscriber before, string done,
        CancellationToken cancel) =>
        await ShowAsync(context, await subscribers.FindAsync(before.Id, cancel) ?? before,
            WishesInput.Of(before.Wishes), done: done, cancel: cancel);

    private static Consent Origin(HttpContext context) =>
        new("preferences", null, Network.Of(context.Connection.RemoteIpAddress));

    private string Say(HttpContext context, string key, params ReadOnlySpan<(string Name, object? Value)> values) =>
        view.LanguageOf(context).Say(key, values);

    private async Task<IResult> ShowAsync(
        HttpContext context, Subscriber subscriber, WishesInput input, string? fault = null, string? done = null,
        ScriptObject? forecast = null, CancellationToken cancel = default)
    {
        var paused = await subscribers.PausedUntilAsync(subscriber.Id, cancel) is { } until && until > clock.GetUtcNow()
            ? DayText.Day(
                DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, subscriber.Wishes.Rhythm.Zone).DateTime),
                view.LanguageOf(context)) : null;
        return view.Show(context, new Page("preferences", Say(context, "page.preferences"))
        {
            Status = fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            Model = new ScriptObject
            {
                ["form"] =
                    new ScriptObject
                    {
                        ["guard"] = FormGuard.None,
                        ["fault"] = fault,
                        ["forecast"] = forecast,
                        ["wishes"] = wishes.Model(input, view.LanguageOf(context))
                    },
                ["done"] = done,
                ["liked"] = await marked.OfAsync(subscriber.Wishes.Topics.More, cancel),
                ["disliked"] = await marked.OfAsync(subscriber.Wishes.Topics.Less, cancel),
                ["email"] = EmailAddress.Shown(subscriber.Email),
                ["state"] = subscriber.State.ToString().ToLowerInvariant(),
                ["paused"] = paused,
                ["kept"] = kept.Of(subscriber.Id),
                ["own"] = $"{view.Base}/preferences/{context.Request.RouteValues["token"]}",
                ["tomorrow"] = clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        });
    }
}
