using System.Text.Json;
using DigestMailer.Digests.Mail;
using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>Puts letters to one person into the outbox, ahead of all digests; only reminders go behind them.</summary>
internal sealed class Letters(TimeProvider clock)
{
    /// <summary>Between two letters of confirmation to one address, however often the form is sent.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromHours(24);

    // Its reader waits for a confirmation, and after two days has long asked again.
    private static readonly TimeSpan GoodFor = TimeSpan.FromDays(2);

    /// <summary>Adds the letter in the caller's transaction, together with what the reader asked for.</summary>
    /// <returns>False where the same letter went out less than <see cref="Between"/> ago.</returns>
    public async Task<bool> AddAsync(Transaction transaction, long subscriberId, LetterKind kind)
    {
        var now = clock.GetUtcNow();
        return await transaction.ExecuteAsync(
            $"""
            INSERT INTO outbox(subscriber_id, slot, kind, state, priority, due_at, expires_at)
            SELECT @subscriberId, @now, @kind, {StateSql.Ready}, 0, @now, @expires
            WHERE NOT EXISTS (
                SELECT 1 FROM outbox o WHERE o.subscriber_id = @subscriberId AND o.kind = @kind AND o.letter IS NULL
                    AND o.slot > @recent)
            """,
            new { subscriberId, now, kind = kind.ToString(), expires = now + GoodFor, recent = now - Between }) > 0;
    }

    /// <summary>Adds a letter about a change of address, which goes to one of its two addresses.</summary>
    public Task<int> AddAsync(Transaction transaction, long subscriberId, LetterKind kind, long changeId)
    {
        var now = clock.GetUtcNow();
        // An older version takes it for the Goodbye of a reader who has not left, and sends nothing.
        return transaction.ExecuteAsync(
            $"""
            INSERT INTO outbox(subscriber_id, slot, kind, letter, change_id, state, priority, due_at, expires_at)
            SELECT @subscriberId, COALESCE(max(slot) + 1, @now), 'Goodbye', @letter, @changeId, {StateSql.Ready}, 0,
                @now, @expires
            FROM outbox WHERE subscriber_id = @subscriberId AND kind = 'Goodbye' AND slot >= @now
            """,
            new { subscriberId, now, letter = kind.ToString(), changeId, expires = now + GoodFor });
    }

    /// <summary>Adds reminders of saved papers, which nobody waits for: they go behind all digests.</summary>
    public Task<int> RemindAsync(Transaction transaction, IReadOnlyCollection<long> readers)
    {
        var now = clock.GetUtcNow();
        // An older version sends the links of a confirmed reader instead, as its kind says.
        return transaction.ExecuteAsync(
            $"""
            INSERT INTO outbox(subscriber_id, slot, kind, letter, state, priority, due_at, expires_at)
            SELECT value, @now, 'Confirm', '{nameof(LetterKind.Reminder)}', {StateSql.Ready}, 3, @now, @expires
            FROM {transaction.Dialect.JsonValues("@readers")} AS r WHERE true
            ON CONFLICT (subscriber_id, slot, kind) DO NOTHING
            """,
            new { now, readers = JsonSerializer.Serialize(readers), expires = now + GoodFor });
    }
}
