using System.Text.Json;
using DigestMailer.Delivery;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// What a person may do with all that is kept of them: take it along, and have it erased. GET changes nothing.
/// </summary>
internal sealed class OwnDataPages(Bearer bearer, PersonalRecord record, Erasure erasure, LinksPage links,
    MessagePage messages, PageView view)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/preferences/{token}/export", ExportAsync);
        app.MapRead("/preferences/{token}/erase", AskToEraseAsync);
        app.MapForm("/preferences/{token}/erase", EraseAsync);
    }

    private async Task<IResult> ExportAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Preferences, token, context, cancel) is not { } subscriber
            || await record.OfAsync(subscriber.Id, cancel) is not { } all)
        {
            return links.Refuse(context);
        }

        PageView.KeepPrivate(context);
        return Results.File(JsonSerializer.SerializeToUtf8Bytes(all, Format), "application/json", "my-digest.json");
    }

    private async Task<IResult> AskToEraseAsync(string token, HttpContext context, CancellationToken cancel) =>
        await bearer.OfAsync(LinkPurpose.Preferences, token, context, cancel) is { } subscriber
            ? view.Show(context,
                new Page("erase",
                    view.LanguageOf(context).Say("page.erase"))
                {
                    Model =
                        new ScriptObject
                        {
                            ["guard"] = FormGuard.None,
                            ["email"] = EmailAddress.Shown(subscriber.Email),
                            ["preferences"] = $"{view.Base}/preferences/{token}"
                        }
                })
            : links.Refuse(context);

    private async Task<IResult> EraseAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Preferences, token, context, cancel) is not { } subscriber)
        {
            return links.Refuse(context);
        }

        await erasure.EraseAsync(subscriber, cancel);
        return messages.Say(context, "page.erased", "page.erased_lead", "page.erased_left");
    }
}
