using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>
/// Stops all delivery, over all processes, until the operator lets it go on: pulled when too many complain or too many
/// addresses are dead, since each further mail would make it worse. Asked before each claim; mail stays in the outbox
/// meanwhile.
/// </summary>
internal sealed class Brake(Database database, TimeProvider clock)
{
    /// <summary>Why delivery stands still, in one line; null while it may go on.</summary>
    public async Task<string?> ReasonAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<string?>("SELECT reason FROM brake WHERE id = 1");
    }

    /// <summary>Stops delivery.</summary>
    /// <returns>False if delivery had stopped already; the first reason stays.</returns>
    public async Task<bool> PullAsync(Transaction transaction, string reason) =>
        await transaction.ExecuteAsync(
        """
        INSERT INTO brake(id, reason, pulled_at) VALUES (1, @reason, @now)
        ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, pulled_at = excluded.pulled_at
            WHERE brake.reason IS NULL
        """,
        new { reason, now = clock.GetUtcNow() }) > 0;

    /// <summary>Lets delivery go on.</summary>
    /// <returns>False where it did not stand still.</returns>
    public Task<bool> ReleaseAsync(CancellationToken cancel = default) =>
        database.WriteAsync(transaction => ReleaseAsync(transaction), cancel);

    /// <inheritdoc cref="ReleaseAsync(CancellationToken)"/>
    public async Task<bool> ReleaseAsync(Transaction transaction) =>
        await transaction.ExecuteAsync(
            "UPDATE brake SET reason = NULL, released_at = @now WHERE id = 1 AND reason IS NOT NULL",
            new { now = clock.GetUtcNow() }) > 0;
}
