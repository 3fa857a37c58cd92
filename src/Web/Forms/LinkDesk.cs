using Dapper;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Takes requests for fresh links and answers them behind the page, as <see cref="SignupDesk"/> does: a reader gets a
/// letter with links that work, somebody who has not confirmed the letter that asks to, and everybody else nothing.
/// </summary>
internal sealed class LinkDesk(Database database, SubscriptionLife life, MailboxLimit limit, Letters letters,
    TimeProvider clock)
{
    public Task TakeAsync(string email, CancellationToken cancel) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync("INSERT INTO link_requests(at, email) VALUES (@now, @email)",
            new { now = clock.GetUtcNow(), email }), cancel);

    /// <summary>Answers all that wait, in order.</summary>
    public async Task AnswerAsync(CancellationToken cancel = default)
    {
        while (await NextAsync(cancel) is var (id, email))
        {
            var (addressHash, mailbox) = (life.HashOf(email), limit.KeyOf(email));
            await database.WriteAsync(async transaction =>
            {
                // First, so that of two processes that saw it one answers.
                var ours = await transaction.ExecuteAsync("DELETE FROM link_requests WHERE id = @id",
                    new { id }) > 0;
                if (ours && await ReaderAsync(transaction, addressHash) is { } subscriber
                    && await limit.LetsInAsync(transaction, mailbox))
                {
                    await letters.AddAsync(transaction, subscriber, LetterKind.Confirm);
                }
            }, cancel);
        }
    }

    /// <summary>
    /// The subscriber of this address who may be written to: confirmed, or asked to confirm; null for everybody else.
    /// </summary>
    private static async Task<long?> ReaderAsync(Transaction transaction, string addressHash) =>
        await SuppressionStore.IsSuppressedAsync(transaction, addressHash) ? null
            : await transaction.QueryFirstOrDefaultAsync<long?>(
                """
                SELECT x.id FROM subscribers p JOIN subscribers x ON x.id = p.id OR x.reader_id = p.id
                    JOIN subscriptions s ON s.subscriber_id = x.id
                WHERE p.address_hash = @addressHash AND s.state <> 'Unsubscribed' ORDER BY s.state, x.id LIMIT 1
                """,
                new { addressHash });

    private async Task<(long Id, string Email)?> NextAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<(long, string)?>(
            "SELECT id, email FROM link_requests ORDER BY id LIMIT 1");
    }
}
