using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>
/// One reader's life: all that their own export has of them, and each of their mails. Whoever opens it is noted.
/// </summary>
internal sealed class ReaderPage(SubscriberStore subscribers, PersonalRecord record, OutboxDesk desk,
    SuppressionStore suppressions, AddressHash hash, AuditLog audit, AdminView view)
{
    private const int MostMails = 100;

    public void Map(IEndpointRouteBuilder admin) => admin.MapRead("/readers/{id:long}", ShowAsync);

    private async Task<IResult> ShowAsync(long id, HttpContext context, CancellationToken cancel)
    {
        if (await subscribers.FindAsync(id, cancel) is not { } reader
            || await record.OfAsync(id, cancel) is not { } all)
        {
            return view.Miss(context);
        }

        var addressHash = hash.Of(reader.Email);
        await audit.NoteAsync(context, "opened the page of a reader", null, addressHash, cancel);
        var (facts, tables) = RecordModel.Of(all, "mail");
        var mails = await desk.ListAsync([], reader.Email, MostMails, cancel);
        var suppression = await suppressions.FindAsync(addressHash, cancel);
        return view.Show(context, "reader", "A reader", new ScriptObject
        {
            ["email"] = EmailAddress.Shown(reader.Email),
            ["facts"] = facts,
            ["tables"] = tables,
            ["most"] = MostMails,
            ["is_full"] = mails.Count >= MostMails,
            ["mails"] = mails.Select(ReaderModel.Mail).ToArray(),
            ["suppression"] = suppression is null ? null : SuppressionsPage.Line(suppression),
        });
    }
}
