using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Admin;

/// <summary>
/// The audit of the operator's pages, kept for two years. An act is noted in the transaction that does it.
/// </summary>
internal sealed class AuditLog(Database database, TimeProvider clock)
{
    /// <summary>No more are read at once.</summary>
    public const int Most = 200;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(2 * 365);

    /// <inheritdoc cref="NoteAsync(Transaction, HttpContext, string, string?, string?)"/>
    public Task NoteAsync(HttpContext context, string act, string? subject, string? addressHash,
        CancellationToken cancel) =>
        database.WriteAsync(transaction => NoteAsync(transaction, context, act, subject, addressHash), cancel);

    /// <param name="act">What was done, as a past tense that follows a name.</param>
    /// <param name="subject">To what; never an address.</param>
    /// <param name="addressHash">To which reader.</param>
    public Task NoteAsync(Transaction transaction, HttpContext context, string act, string? subject = null,
        string? addressHash = null) =>
        NoteAsync(transaction, context, Operator.Of(context)?.Name ?? "", act, subject, addressHash);

    /// <param name="name">Of one who is not signed in yet.</param>
    public Task NoteAsync(Transaction transaction, HttpContext context, string name, string act, string? subject,
        string? addressHash)
    {
        var now = clock.GetUtcNow();
        return transaction.ExecuteAsync(
            """
            DELETE FROM admin_audit WHERE at < @before;
            INSERT INTO admin_audit(at, name, network, act, subject, address_hash)
            VALUES (@now, @name, @network, @act, @subject, @addressHash);
            """,
            new
            {
                now,
                before = now - Kept,
                name,
                network = Network.Of(context.Connection.RemoteIpAddress),
                act,
                subject,
                addressHash,
            });
    }

    /// <summary>The latest first.</summary>
    /// <param name="before">Only those with smaller numbers; null begins with the newest.</param>
    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(long? before, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<AuditEntry>(
            $"""
            SELECT a.id, a.at, a.name, a.network, a.act, a.subject, a.address_hash, p.id AS subscriber_id, p.email
            FROM admin_audit a LEFT JOIN subscribers p ON p.address_hash = a.address_hash
            WHERE a.id < @before ORDER BY a.id DESC LIMIT {Most}
            """,
            new { before = before ?? long.MaxValue })];
    }
}
