using DigestMailer.Digests.Mail;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;

namespace DigestMailer.Outbox;

/// <summary>
/// Takes a subscription to another address and back. It keeps its id, and with it wishes, history and the links of all
/// mail. Digests that nobody has claimed go to the new address, since a mail gets its address when it is claimed.
/// </summary>
internal sealed class AddressMove(Database database, AddressChanges changes, Letters letters, TimeProvider clock,
    ILogger<AddressMove> log)
{
    /// <summary>The owner of the new address agrees. The old address is told, and may undo it for a week.</summary>
    /// <param name="consent">As it was given at the new address.</param>
    public Task<MoveEnd> ConfirmAsync(long changeId, Consent consent, CancellationToken cancel) =>
        AloneAsync(async transaction =>
    {
        var change = await AddressRows.FindAsync(transaction, changeId);
        if (change is not { IsOpen: true } || change.AskedAt <= clock.GetUtcNow() - AddressChanges.ConfirmWithin)
        {
            return change?.State == AddressChangeState.Moved && change.CurrentHash == change.NewHash ? MoveEnd.Already
                : MoveEnd.Gone;
        }

        return await PutAsync(transaction, change, consent);
    }, cancel);

    /// <summary>The operator moves a subscription, with proof that its reader wants it.</summary>
    public Task<MoveEnd> MoveAsync(Subscriber subscriber, string email, string proof, CancellationToken cancel)
    {
        var change = changes.Of(subscriber, email, "command");
        return AloneAsync(async transaction =>
        {
            var id = await AddressRows.AddAsync(transaction, change);
            var end = await AddressRows.FindAsync(transaction, id) is { IsOpen: true } asked
                ? await PutAsync(transaction, asked, new Consent("command", proof)) : MoveEnd.Gone;
            if (end != MoveEnd.Done)
            {
                await AddressRows.ForgetAsync(transaction, id);
            }

            return end;
        }, cancel);
    }

    private async Task<MoveEnd> PutAsync(Transaction transaction, AddressChange change, Consent consent)
    {
        if (await SuppressionStore.IsSuppressedAsync(transaction, change.NewHash))
        {
            return MoveEnd.Suppressed;
        }

        if (!await MakeRoomAsync(transaction, change.NewHash, change.SubscriberId))
        {
            return MoveEnd.Taken;
        }

        var now = clock.GetUtcNow();
        await AddressRows.PutAsync(transaction, change, now);
        if (change.Source == "preferences")
        {
            await SubscriptionRows.ProveAsync(transaction, change.SubscriberId, SubscriptionState.Confirmed,
                new Consent("address-asked", null, change.Network), change.AskedAt);
        }

        await SubscriptionRows.ProveAsync(transaction, change.SubscriberId, SubscriptionState.Confirmed, consent, now);
        await letters.AddAsync(transaction, change.SubscriberId, LetterKind.Moved, change.Id);
        log.LogInformation("Subscriber {Subscriber} moved to another address ({Source})", change.SubscriberId,
            change.Source);
        return MoveEnd.Done;
    }

    /// <summary>The owner of the old address takes a change back, and all that came after it.</summary>
    public Task<MoveEnd> UndoAsync(long changeId, Consent consent, CancellationToken cancel) =>
        AloneAsync(async transaction =>
    {
        if (await AddressRows.FindAsync(transaction, changeId) is not { MovedAt: not null } change)
        {
            return MoveEnd.Gone;
        }

        if (change.State == AddressChangeState.Undone || change.CurrentHash == change.OldHash)
        {
            return change.CurrentHash == change.OldHash ? MoveEnd.Already : MoveEnd.Gone;
        }

        if (!await MakeRoomAsync(transaction, change.OldHash, change.SubscriberId))
        {
            return MoveEnd.Taken;
        }

        var now = clock.GetUtcNow();
        await AddressRows.PutBackAsync(transaction, change, now);
        if (change.Subscription == SubscriptionState.Confirmed)
        {
            await SubscriptionRows.ProveAsync(transaction, change.SubscriberId, SubscriptionState.Confirmed, consent,
                now);
        }

        log.LogInformation("Subscriber {Subscriber} moved back to the address of before", change.SubscriberId);
        return MoveEnd.Done;
    }, cancel);

    /// <summary>
    /// What is at the address and not confirmed becomes part of the subscription that comes there, so that its reader
    /// gets no paper twice.
    /// </summary>
    /// <returns>False where the address has a confirmed subscription, which nobody else may end.</returns>
    private async Task<bool> MakeRoomAsync(Transaction transaction, string addressHash, long subscriberId)
    {
        if (await AddressRows.AtAsync(transaction, addressHash) is not var (there, confirmed) || there == subscriberId)
        {
            return true;
        }

        if (confirmed)
        {
            return false;
        }

        await SentBefore.JoinAsync(transaction, there, subscriberId, clock.GetUtcNow());
        await AddressRows.JoinAsync(transaction, there, subscriberId);
        return true;
    }

    private Task<MoveEnd> AloneAsync(Func<Transaction, Task<MoveEnd>> act, CancellationToken cancel) =>
        database.WriteAsync(async transaction =>
        {
            await database.AloneAsync(transaction, SubscriptionRows.Joining);
            return await act(transaction);
        }, cancel);
}
