using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;

namespace DigestMailer.Web.Admin;

/// <summary>One mail: its papers, and each attempt to hand it over with what the relay said.</summary>
internal sealed class MailPage(OutboxDesk desk, Database database, AddressHash hash, AuditLog audit, AdminView view)
{
    public void Map(IEndpointRouteBuilder admin) => admin.MapRead("/mails/{id:long}", ShowAsync);

    private async Task<IResult> ShowAsync(long id, HttpContext context, CancellationToken cancel)
    {
        if (await desk.FindAsync(id, cancel) is not { } mail)
        {
            return view.Miss(context);
        }

        await audit.NoteAsync(context, "opened a mail of a reader", null, hash.Of(mail.Row.To), cancel);
        var (reader, papers) = await PapersAsync(id, cancel);
        return view.Show(context, "mail", "A mail", ReaderModel.Mail(mail.Row, mail.Attempts, reader, papers));
    }

    /// <summary>Its reader, and the titles of its digest's papers; a letter has none.</summary>
    private async Task<(long Reader, string[] Titles)> PapersAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var reader = await connection.QuerySingleAsync<long>(
            "SELECT subscriber_id FROM outbox WHERE id = @id", new { id });
        var titles = await connection.QueryAsync<string>(
            """
            SELECT p.title FROM outbox o JOIN digest_papers d ON d.digest_id = o.digest_id
                JOIN papers p ON p.id = d.paper_id
            WHERE o.id = @id ORDER BY d.rank
            """,
            new { id });
        return (reader, [.. titles]);
    }
}
