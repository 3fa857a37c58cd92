using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Where the letters about a change of address lead: the new address confirms it, the old one takes it back. GET shows
/// a button, since scanners open links; POST acts, twice as well as once, and needs no cookie.
/// </summary>
internal sealed class AddressPages(SignedLinks links, SubscriberStore subscribers, AddressChanges changes,
    AddressMove move, LinksPage fresh, MessagePage messages, PageView view, IOptions<WebOptions> options)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/move/{**token}", AskAsync);
        app.MapForm("/move/{**token}", ConfirmAsync);
        app.MapRead("/undo-move/{**token}", AskToUndoAsync);
        app.MapForm("/undo-move/{**token}", UndoAsync);
    }

    private async Task<IResult> AskAsync(string token, HttpContext context, CancellationToken cancel) =>
        await FindAsync(LinkPurpose.Move, token, context, cancel) switch
        {
            { IsOpen: true } change => Show(context, "page.move_ask", "page.move_lead", change.NewEmail, "move.button",
                Consent(context)),
            { State: AddressChangeState.Moved } => messages.Say(context, "page.moved_here", "page.moved_lead"),
            _ => fresh.Refuse(context),
        };

    private async Task<IResult> ConfirmAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await FindAsync(LinkPurpose.Move, token, context, cancel) is not { } change)
        {
            return fresh.Refuse(context);
        }

        return await move.ConfirmAsync(change.Id, Origin(context, "address", Consent(context)), cancel) switch
        {
            MoveEnd.Done or MoveEnd.Already => messages.Say(context, "page.moved_here", "page.moved_lead"),
            MoveEnd.Taken => Taken(context, "page.move_ask", change.NewEmail),
            MoveEnd.Gone or MoveEnd.Suppressed => fresh.Refuse(context),
            var end => throw new InvalidOperationException($"A change of address cannot end as {end}."),
        };
    }

    private async Task<IResult> AskToUndoAsync(string token, HttpContext context, CancellationToken cancel) =>
        await FindAsync(LinkPurpose.UndoMove, token, context, cancel) switch
        {
            { State: AddressChangeState.Moved } change => Show(context, "page.move_undo", "page.move_undo_lead",
                change.OldEmail, "page.undo"),
            { State: AddressChangeState.Undone } change when change.CurrentHash == change.OldHash =>
                messages.Say(context, "page.move_undone", "page.move_undone_lead"),
            _ => fresh.Refuse(context),
        };

    private async Task<IResult> UndoAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await FindAsync(LinkPurpose.UndoMove, token, context, cancel) is not { } change)
        {
            return fresh.Refuse(context);
        }

        return await move.UndoAsync(change.Id, Origin(context, "undo", null), cancel) switch
        {
            MoveEnd.Done or MoveEnd.Already => messages.Say(context, "page.move_undone", "page.move_undone_lead"),
            MoveEnd.Taken => Taken(context, "page.move_undo", change.OldEmail),
            MoveEnd.Gone or MoveEnd.Suppressed => fresh.Refuse(context),
            var end => throw new InvalidOperationException($"A change of address cannot end as {end}."),
        };
    }

    /// <summary>The change that a token names. From then on the answer speaks its reader's language.</summary>
    private async Task<AddressChange?> FindAsync(LinkPurpose purpose, string token, HttpContext context,
        CancellationToken cancel)
    {
        if (links.Verify(purpose, token) is not { } id || await changes.FindAsync(id, cancel) is not { } change
            || await subscribers.FindAsync(change.SubscriberId, cancel) is not { } subscriber)
        {
            return null;
        }

        view.Speak(context, subscriber.Wishes.Look.Language);
        return change;
    }

    private IResult Taken(HttpContext context, string heading, string email) =>
        Show(context, heading, "page.move_taken", email, null, status: StatusCodes.Status409Conflict);

    private static Consent Origin(HttpContext context, string source, string? wording) =>
        new(source, wording, Network.Of(context.Connection.RemoteIpAddress));

    /// <summary>The sentence agreed to, as it was shown.</summary>
    private string Consent(HttpContext context) =>
        options.Value.Consent ?? view.LanguageOf(context).Say("page.consent_moved");

    /// <param name="button">Key of its text; null where there is nothing to press.</param>
    /// <param name="consent">The sentence that pressing agrees to.</param>
    private IResult Show(HttpContext context, string heading, string lead, string email, string? button,
        string? consent = null, int status = StatusCodes.Status200OK)
    {
        var language = view.LanguageOf(context);
        return view.Show(context, new Page("move", language.Say(heading))
        {
            Status = status,
            Model = new ScriptObject
            {
                ["heading"] = language.Say(heading),
                ["lead"] = language.Say(lead, ("email", EmailAddress.Shown(email))),
                ["consent"] = consent,
                ["button"] = button is null ? null : language.Say(button),
            },
        });
    }
}
