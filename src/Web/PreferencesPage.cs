using System.Globalization;
using System.Text.Json;
using DigestMailer.Delivery;
using DigestMailer.Digests;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Web;

/// <summary>A reader's own page: other wishes, a pause, all that is kept of them, and an end. GET changes nothing.</summary>
internal sealed class PreferencesPage(
    SignedLinks links, SubscriberStore subscribers, SubscriptionLife life, Erasure erasure, PersonalRecord record, Letters letters, Database database,
    WishesForm wishes, FormGuard guard, Forecast forecast, MessagePage messages, PageView view, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/preferences/{token}", AskAsync);
        app.MapPost("/preferences/{token}", ActAsync);
        app.MapRead("/preferences/{token}/export", ExportAsync);
        app.MapRead("/preferences/{token}/erase", AskToEraseAsync);
        app.MapPost("/preferences/{token}/erase", EraseAsync);
    }

    private Task<Subscriber?> WhoAsync(string token, CancellationToken cancel) =>
        links.Verify(LinkPurpose.Preferences, token) is { } id ? subscribers.FindAsync(id, cancel) : Task.FromResult<Subscriber?>(null);

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel) =>
        await WhoAsync(token, cancel) is { } subscriber ? await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), cancel: cancel) : messages.Refuse(context);

    private async Task<IResult> ActAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await WhoAsync(token, cancel) is not { } subscriber)
        {
            return messages.Refuse(context);
        }

        var form = await context.Request.ReadFormAsync(cancel);
        if (!await guard.IsOursAsync(context))
        {
            return await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), fault: "This page had been open for long. Please press the button once more.", cancel: cancel);
        }

        return form["act"].ToString() switch
        {
            "pause" => await PauseAsync(context, subscriber, form["until"].ToString(), cancel),
            "resume" => await ResumeAsync(context, subscriber, cancel),
            "leave" => await LeaveAsync(context, subscriber, cancel),
            "return" => await ReturnAsync(context, subscriber, cancel),
            var act => await WishAsync(context, subscriber, WishesForm.Read(form), keep: act != "preview", cancel),
        };
    }

    private async Task<IResult> WishAsync(HttpContext context, Subscriber subscriber, WishesInput input, bool keep, CancellationToken cancel)
    {
        var (chosen, fault) = wishes.Check(input);
        if (chosen is null)
        {
            return await ShowAsync(context, subscriber, input, fault: fault, cancel: cancel);
        }

        if (!keep)
        {
            return await ShowAsync(context, subscriber, input, forecast: await forecast.OfAsync(chosen, cancel), cancel: cancel);
        }

        await life.ChangeAsync(subscriber.Id, chosen, cancel);
        return await ShowAsync(context, subscriber, WishesInput.Of(chosen), done: "Saved. Your next digest follows it.", cancel: cancel);
    }

    private async Task<IResult> PauseAsync(HttpContext context, Subscriber subscriber, string text, CancellationToken cancel)
    {
        var input = WishesInput.Of(subscriber.Wishes);
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return await ShowAsync(context, subscriber, input, fault: "Write the day as 2026-01-31.", cancel: cancel);
        }

        var zone = subscriber.Wishes.Rhythm.Zone;
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var until = new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
        if (until <= clock.GetUtcNow() || until > clock.GetUtcNow().AddYears(2))
        {
            return await ShowAsync(context, subscriber, input, fault: "Choose a day from tomorrow on, within two years.", cancel: cancel);
        }

        await life.PauseAsync(subscriber.Id, until, cancel);
        return await ShowAsync(context, subscriber, input, done: $"Paused. The next digest comes on {Words.Day(day)} or after.", cancel: cancel);
    }

    private async Task<IResult> ResumeAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await life.PauseAsync(subscriber.Id, null, cancel);
        return await ShowAsync(context, subscriber, WishesInput.Of(subscriber.Wishes), done: "The pause is over.", cancel: cancel);
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
        return await AgainAsync(context, subscriber, "You are unsubscribed. Nothing more is sent to you.", cancel);
    }

    private async Task<IResult> ReturnAsync(HttpContext context, Subscriber subscriber, CancellationToken cancel)
    {
        await life.ReturnAsync(subscriber.Id, Origin(context), cancel: cancel);
        return await AgainAsync(context, subscriber, "Welcome back. Your digest comes again.", cancel);
    }

    private async Task<IResult> AgainAsync(HttpContext context, Subscriber before, string done, CancellationToken cancel) =>
        await ShowAsync(context, await subscribers.FindAsync(before.Id, cancel) ?? before, WishesInput.Of(before.Wishes), done: done, cancel: cancel);

    private static Consent Origin(HttpContext context) => new("preferences", null, Network.Of(context.Connection.RemoteIpAddress));

    private async Task<IResult> ExportAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await WhoAsync(token, cancel) is not { } subscriber || await record.OfAsync(subscriber.Id, cancel) is not { } all)
        {
            return messages.Refuse(context);
        }

        PageView.KeepPrivate(context);
        return Results.File(JsonSerializer.SerializeToUtf8Bytes(all, Format), "application/json", "my-digest.json");
    }

    private async Task<IResult> AskToEraseAsync(string token, HttpContext context, CancellationToken cancel) =>
        await WhoAsync(token, cancel) is { } subscriber
            ? view.Show(context, new Page("erase", "Erase me") { Model = new ScriptObject { ["guard"] = guard.Fields(context), ["email"] = subscriber.Email, ["preferences"] = $"{view.Base}/preferences/{token}" } })
            : messages.Refuse(context);

    private async Task<IResult> EraseAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await WhoAsync(token, cancel) is not { } subscriber)
        {
            return messages.Refuse(context);
        }

        if (!await guard.IsOursAsync(context))
        {
            return await AskToEraseAsync(token, context, cancel);
        }

        await erasure.EraseAsync(subscriber, cancel);
        return messages.Say(context, "You are erased", "Your address, your choices and the record of your mail are gone.", "What is left is a number made from your address with a secret key, so that nobody can sign you up here again. It cannot be turned back.");
    }

    private async Task<IResult> ShowAsync(
        HttpContext context, Subscriber subscriber, WishesInput input, string? fault = null, string? done = null, ScriptObject? forecast = null, CancellationToken cancel = default)
    {
        var paused = await subscribers.PausedUntilAsync(subscriber.Id, cancel) is { } until && until > clock.GetUtcNow()
            ? Words.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, subscriber.Wishes.Rhythm.Zone).DateTime)) : null;
        return view.Show(context, new Page("preferences", "Your digest")
        {
            Status = fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            Model = new ScriptObject
            {
                ["form"] = new ScriptObject { ["guard"] = guard.Fields(context), ["fault"] = fault, ["forecast"] = forecast, ["wishes"] = wishes.Model(input) },
                ["done"] = done,
                ["email"] = subscriber.Email,
                ["state"] = subscriber.State.ToString().ToLowerInvariant(),
                ["paused"] = paused,
                ["own"] = $"{view.Base}/preferences/{context.Request.RouteValues["token"]}",
                ["tomorrow"] = clock.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        });
    }
}
