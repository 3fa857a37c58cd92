using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>Asking for a subscription: the form, its preview, and the one answer that everybody gets.</summary>
internal sealed class SubscribePage(SubscribeForm form, WishesForm wishes, FormGuard guard, SignupLimits limits,
    SignupDesk desk, Forecast forecast, PageView view)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/subscribe", Ask);
        app.MapForm("/subscribe", TakeAsync).RequireRateLimiting(RequestLimits.Forms);
        app.MapRead("/subscribe/sent", Sent);
        app.MapForm("/subscribe/forecast", ForecastAsync).RequireRateLimiting(RequestLimits.Forecast);
    }

    private IResult Ask(HttpContext context)
    {
        var query = context.Request.Query;
        var input =
            WishesForm.Untouched(view.LanguageOf(context))
                with
            {
                Topics = [.. query["topic"].OfType<string>()],
                Queries = [.. query["query"].OfType<string>().Where(text => text.Length is > 0 and <= 2000)]
            };
        return Show(context, form.Model(context, input));
    }

    private async Task<IResult> TakeAsync(HttpContext context, CancellationToken cancel)
    {
        var (sent, status) = await FormBody.ReadAsync(context, cancel);
        if (sent is null)
        {
            return Results.StatusCode(status);
        }

        var (input, email) = (WishesForm.Read(sent), sent["email"].ToString().Trim());
        var (chosen, wrong) = wishes.Check(input, view.LanguageOf(context));
        if (sent["act"] == "preview")
        {
            return Show(context,
                form.Model(context, input, email, wrong,
                    chosen is null ? null : await forecast.OfAsync(chosen, context, cancel)));
        }

        if (!limits.LetsIn(context))
        {
            return Show(context, form.Model(context, input, email, view.LanguageOf(context).Say("page.too_many")),
                StatusCodes.Status429TooManyRequests);
        }

        if (chosen is null || !EmailAddress.TryParse(email, out var address, out wrong))
        {
            return Show(context, form.Model(context, input, email, wrong), StatusCodes.Status400BadRequest);
        }

        if (await guard.RefusalAsync(context, sent, address, cancel) is { } refusal)
        {
            return Show(context, form.Model(context, input, email, view.LanguageOf(context).Say(refusal)),
                StatusCodes.Status400BadRequest);
        }

        if (!FormGuard.IsTrapped(sent))
        {
            await desk.TakeAsync(address, input,
                new Consent("form", form.Consent(context), Network.Of(context.Connection.RemoteIpAddress)), cancel);
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = view.Base + "/subscribe/sent";
        return Results.Empty;
    }

    private IResult Sent(HttpContext context) =>
        view.Show(context, new Page("sent", view.LanguageOf(context).Say("page.sent")) { Model = [] });

    /// <summary>The preview alone, for the script of the form; holds no address.</summary>
    private async Task<IResult> ForecastAsync(HttpContext context, CancellationToken cancel)
    {
        var (sent, status) = await FormBody.ReadAsync(context, cancel);
        if (sent is null)
        {
            return Results.StatusCode(status);
        }

        var (chosen, wrong) = wishes.Check(WishesForm.Read(sent), view.LanguageOf(context));
        context.Response.Headers.CacheControl = "no-store";
        var model =
            new ScriptObject
            {
                ["forecast"] = chosen is null ? null : await forecast.OfAsync(chosen, context, cancel),
                ["fault"] = wrong
            };
        return Results.Content(view.Part(context, "forecast", model), "text/html; charset=utf-8");
    }

    private IResult Show(HttpContext context, ScriptObject model, int status = StatusCodes.Status200OK) =>
        view.Show(context, new Page("subscribe", view.LanguageOf(context).Say("page.subscribe"))
        {
            Description = view.LanguageOf(context).Say("page.subscribe_description"),
            Path = "/subscribe",
            Fresh = true,
            Status = status,
            Model = new ScriptObject { ["form"] = model },
        });
}
