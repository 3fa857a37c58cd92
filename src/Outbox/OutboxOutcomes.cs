using System.Text.Json;
using DigestMailer.Events;
using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>Writes down what became of claimed mail, with each attempt, in one transaction for many.</summary>
internal sealed class OutboxOutcomes(Database database, TimeProvider clock)
{
    public Task RecordAsync(string worker, IReadOnlyCollection<EndedAttempt> ended, CancellationToken cancel) =>
        database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        await AcceptAsync(transaction, [.. ended.Where(end => end.Event == MailEvent.Accepted)], now);
        await NoteAsync(transaction, [.. ended.Where(end => end.Event == MailEvent.Accepted)], now);
        if (ended.Where(end => end.IsWorthKeeping).ToList() is { Count: > 0 } attempts)
        {
            await AddAttemptsAsync(transaction, attempts, now);
        }

        foreach (var end in ended.Where(end => end.Event != MailEvent.Accepted))
        {
            await EndAsync(transaction, worker, end, now);
        }

        await RelayDays.AddAsync(transaction, ended, now);
    }, cancel);

    /// <summary>
    /// A relay's 250 counts whichever worker reports it, also where another took the row over meanwhile. PostgreSQL
    /// gets one statement for all, since it is asked over a line. SQLite gets one that is prepared once and run for
    /// each row, which costs half as much as reading the rows from JSON.
    /// </summary>
    private static async Task AcceptAsync(Transaction transaction, List<EndedAttempt> accepted, DateTimeOffset now)
    {
        if (transaction.Dialect == Dialect.Sqlite)
        {
            await transaction.ExecuteAsync(
                $"""
                UPDATE outbox SET state = {StateSql.Accepted}, due_at = @now, relay = @Relay, reply = @Reply,
                    done_at = @now, worker = NULL, lease_until = NULL
                WHERE id = @Id
                """,
                accepted.Select(end => new { now, end.Outcome.Relay, end.Outcome.Reply, end.Item.Id }));
            return;
        }

        await transaction.ExecuteAsync(
            $"""
            UPDATE outbox SET state = {StateSql.Accepted}, due_at = @now, relay = value->>'Relay',
                reply = value->>'Reply', done_at = @now, worker = NULL, lease_until = NULL
            FROM {transaction.Dialect.JsonRows("@rows")} AS r WHERE outbox.id = CAST(value->>'Id' AS BIGINT)
            """,
            new { now, rows = Rows(accepted) });
    }

    /// <summary>Notes the digests among them for those who want to be told.</summary>
    private static Task NoteAsync(Transaction transaction, List<EndedAttempt> accepted, DateTimeOffset now) =>
        EventLog.AddAsync(transaction, [.. accepted.Where(end => end.Item.DigestId is not null).Select(end =>
            new NewEvent(EventKind.DigestSent, end.Item.SubscriberId, now,
                new { end.Item.DigestId, end.Item.Slot }))]);

    /// <summary>Adds all attempts in one statement. A subscriber removed meanwhile has no row left to add to.</summary>
    private static Task<int> AddAttemptsAsync(Transaction transaction, List<EndedAttempt> ended, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            $"""
            INSERT INTO attempts(outbox_id, at, relay, outcome, code, enhanced, text, phase)
            SELECT o.id, @now, value->>'Relay', value->>'Kind', CAST(value->>'Code' AS INTEGER), value->>'Enhanced',
                value->>'Reply', value->>'Phase'
            FROM {transaction.Dialect.JsonRows("@rows")} AS r JOIN outbox o ON o.id = CAST(value->>'Id' AS BIGINT)
            """,
            new { now, rows = Rows(ended) });

    private static string Rows(IEnumerable<EndedAttempt> ended) => JsonSerializer.Serialize(ended.Select(end => new
    {
        end.Item.Id,
        end.Outcome.Relay,
        Kind = end.Outcome.Kind.ToString(),
        end.Outcome.Code,
        end.Outcome.Enhanced,
        end.Outcome.Reply,
        Phase = end.Outcome.Phase == SmtpPhase.Unknown ? null : end.Outcome.Phase.ToString(),
    }));

    /// <summary>Changes the row only while it is this worker's; another who took it over decides about it.</summary>
    private static async Task EndAsync(Transaction transaction, string worker, EndedAttempt end, DateTimeOffset now)
    {
        var state = end.State;
        var ours = await transaction.ExecuteAsync(
            $"""
            UPDATE outbox SET state = @state, due_at = @Due, reply = @Reply, done_at = @done, worker = NULL,
                lease_until = NULL, attempts = attempts - @untried
            WHERE id = @Id AND worker = @worker AND state = {StateSql.Taken}
            """,
            new
            {
                worker,
                state = state.ToString(),
                end.Due,
                end.Outcome.Reply,
                done = state == MailState.Ready ? (DateTimeOffset?)null : now,
                untried = end.WasTried ? 0 : 1,
                end.Item.Id
            }) > 0;
        if (ours && state == MailState.Rejected)
        {
            await UnsentMail.TakeBackHistoryAsync(transaction, [end.Item.Id]);
        }
    }
}
