using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;

namespace DigestMailer.Web.Forms;

/// <summary>
/// Takes requests for another address and answers them behind the page, as <see cref="SignupDesk"/> does: the new
/// address gets a letter that asks to confirm, unless it must not be mailed or had as many as strangers may cause.
/// </summary>
internal sealed class AddressDesk(Database database, AddressChanges changes, MailboxLimit limit, Letters letters)
{
    /// <returns>False where the reader asked too often.</returns>
    public Task<bool> TakeAsync(Subscriber subscriber, string email, string? network, CancellationToken cancel) =>
        changes.AskAsync(subscriber, email, network, cancel);

    /// <summary>Answers all that wait, in order. Nothing stays of an address that must not be mailed.</summary>
    public async Task AnswerAsync(CancellationToken cancel = default)
    {
        var forgotten = false;
        while (await changes.NextAsync(cancel) is { } change)
        {
            var mailbox = limit.KeyOf(change.NewEmail);
            forgotten |= await database.WriteAsync(transaction => AnswerAsync(transaction, change, mailbox), cancel);
        }

        if (forgotten)
        {
            await database.ForgetAsync(cancel);
        }
    }

    /// <returns>Whether the address was forgotten at once.</returns>
    private async Task<bool> AnswerAsync(Transaction transaction, AddressChange change, string mailbox)
    {
        if (await SuppressionStore.IsSuppressedAsync(transaction, change.NewHash))
        {
            await AddressRows.ForgetAsync(transaction, change.Id);
            return true;
        }

        // First, so that of two processes that saw it one answers.
        if (await AddressRows.AnswerAsync(transaction, change.Id, AddressChangeState.Offered))
        {
            if (change.IsOpen && await limit.LetsInAsync(transaction, mailbox))
            {
                await letters.AddAsync(transaction, change.SubscriberId, LetterKind.Move, change.Id);
            }
            else
            {
                await AddressRows.DropAsync(transaction, change.SubscriberId);
            }
        }

        return false;
    }
}
