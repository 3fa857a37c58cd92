using System.Globalization;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>A reader's own page: other wishes, a pause, and an end. GET changes nothing.</summary>
internal sealed class PreferencesPage(
    Bearer bearer, SubscriberStore subscribers, SubscriptionLife life, Letters letters, Database database,
    WishesForm wishes, DigestsForm digests, AddressForm addresses, PastedPapers pasted, MarkedPapers marked,
    LibraryForm libraries, SavedPapersPage kept, Forecast forecast, LinksPage links, PageView view, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/preferences/{**token}", AskAsync);
        app.MapForm("/preferences/{**token}", ActAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel) =>
        await ChosenAsync(token, context, cancel) is { } subscriber
            ? await ShowAsync(context, subscriber, InputOf(subscriber, context), cancel: cancel)
            : links.Refuse(context);

    private async Task<Subscriber?> ChosenAsync(string token, HttpContext context, CancellationToken cancel) =>
        await bearer.OfAsync(LinkPurpose.Preferences, token, context, cancel) is { } subscriber
            ? await digests.ChosenAsync(subscriber, context, cancel) : null;

    /// <summary>A new digest begins with the zone, the hour and the look of the one that is there.</summary>
    private static WishesInput InputOf(Subscriber subscriber, HttpContext context) =>
        WishesInput.Of(DigestsForm.IsNew(context) ? subscriber.Wishes with { Topics = TopicSet.Create([], []) }
            : subscriber.Wishes);

    private async Task<IResult> ActAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await ChosenAsync(token, context, cancel) is not { } subscriber)
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
            "leave" => await LeaveAsync(context, subscriber, all: false, cancel),
            "leave-all" => await LeaveAsync(context, subscriber, all: true, cancel),
            "add" => await AddAsync(context, subscriber, form, cancel),
            "rename" => await RenameAsync(context, subscriber, form["name"].ToString(), cancel),
            "remove" => await RemoveAsync(context, subscriber, cancel),
            "like" => await LikeAsync(context, subscriber, form, cancel),
            "forget" => await ForgetAsync(context, subscriber, cancel),
            "connect" => await ConnectAsync(context, subscriber, form["key"].ToString(), cancel),
            "disconnect" => await AgainAsync(context, subscriber,
                await libraries.RemoveAsync(context, subscriber, cancel), cancel),
            "return" => await ReturnAsync(context, subscriber, cancel),
            "move" => await MoveAsync(context, subscriber, form["address"].ToString(), cancel),
            var act => await WishAsync(context, subscriber, WishesForm.Read(form), form["name"].ToString(),
                keep: act != "preview" && !DigestsForm.IsNew(context), cancel),
        };
    }

    private async Task<IResult> WishAsync(HttpContext context, Subscriber subscriber, WishesInput input, string name,
        bool keep, CancellationToken cancel)
    {
        var (chosen, fault) = wishes.Check(input, view.LanguageOf(context));
        if (chosen is null)
        {
            return await ShowAsync(context, subscriber, input, fault: fault, name: name, cancel: cancel);
        }

        if (!keep)
        {
            return await ShowAsync(context, subscriber, input, name: name,
                forecast: await forecast.OfAsync(chosen, context, cancel), cancel: cancel);
        }

        await life.ChangeAsync(subscriber.Id, chosen, cancel);
        view.Speak(context, chosen.Look.Language);
        return await ShowAsync(context, subscriber, WishesInput.Of(chosen), done: Say(context, "page.saved"),
            cancel: cancel);
    }

    private async Task<IResult> AddAsync(HttpContext context, Subscriber subscriber, IFormCollection form,
        CancellationToken cancel)
    {
        var (input, name) = (WishesForm.Read(form), form["name"].ToString());
        var (chosen, fault) = wishes.Check(input, view.LanguageOf(context));
        var (added, wrong) = chosen is null ? (null, fault)
            : await digests.AddAsync(context, subscriber, name, chosen, cancel);
        if (added is null)
        {
            return await ShowAsync(context, subscriber, input, fault: wrong, name: name, cancel: cancel);
        }

        var language = view.LanguageOf(context);
        context.Request.QueryString = QueryString.Empty;
        return await ShowAsync(context, added, WishesInput.Of(added.Wishes), done: language.Say("page.digest_added",
            ("digest", DigestWords.NameOf(added, language)),
            ("rhythm", LetterModel.When(added.Wishes.Rhythm, language))), cancel: cancel);
    }

    private async Task<IResult> RenameAsync(HttpContext context, Subscriber subscriber, string name,
        CancellationToken cancel) =>
        await digests.RenameAsync(context, subscriber, name, cancel) is { } fault
            ? await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), fault: fault, name: name,
                cancel: cancel)
            : await AgainAsync(context, subscriber, Say(context, "page.digest_renamed"), cancel);

    private async Task<IResult> RemoveAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel) =>
        await digests.RemoveAsync(subscriber, Origin(context), cancel)
        && await subscribers.FindAsync(subscriber.ReaderId, cancel) is { } reader
            ? await AgainAsync(context, reader, Say(context, "page.digest_removed"), cancel)
            : await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), cancel: cancel);

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

    private async Task<IResult> ConnectAsync(HttpContext context, Subscriber subscriber, string key,
        CancellationToken cancel)
    {
        var (fault, done) = await libraries.ConnectAsync(context, subscriber, key, cancel);
        return done is null
            ? await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), fault: fault, cancel: cancel)
            : await AgainAsync(context, subscriber, done, cancel);
    }

    private async Task<IResult> ForgetAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await life.LikeAsync(subscriber.Id, [], instead: true, cancel);
        return await AgainAsync(context, subscriber, Say(context, "page.liked_none"), cancel);
    }

    private async Task<IResult> LeaveAsync(HttpContext context, Subscriber subscriber, bool all,
        CancellationToken cancel)
    {
        await database.WriteAsync(async transaction =>
        {
            if (all ? await ReaderDigests.LeaveAsync(transaction, life, subscriber.Id, Origin(context)) > 0
                : await life.LeaveAsync(transaction, subscriber.Id, Origin(context)))
            {
                await letters.AddAsync(transaction, subscriber.Id, LetterKind.Goodbye);
            }
        }, cancel);
        var language = view.LanguageOf(context);
        var others = await digests.OthersAsync(subscriber.Id, language, cancel);
        return await AgainAsync(context, subscriber, others.Length == 0 ? language.Say("page.left_now")
            : language.Say("page.left_now_one", ("digest", DigestWords.NameOf(subscriber, language)),
                ("others", others)), cancel);
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
        ScriptObject? forecast = null, string? name = null, CancellationToken cancel = default)
    {
        var own = $"{view.Base}/preferences/{context.Request.RouteValues["token"]}";
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
                ["library"] = await libraries.ModelAsync(context, subscriber, cancel),
                ["disliked"] = await marked.OfAsync(subscriber.Wishes.Topics.Less, cancel),
                ["email"] = EmailAddress.Shown(subscriber.Email),
                ["state"] = DigestsForm.IsNew(context) ? "new" : subscriber.State.ToString().ToLowerInvariant(),
                ["paused"] = DigestsForm.IsNew(context) ? null : paused,
                ["kept"] = kept.Of(subscriber.Id),
                ["own"] = own,
                ["digests"] = await digests.ModelAsync(context, subscriber, own, name, cancel),
                ["tomorrow"] = clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        });
    }
}
