using DigestMailer.Storage;

namespace DigestMailer.Bounces;

/// <summary>
/// Remembers which mail is being read, so that one that ends the process, or never lets go of it, is not read again
/// after each start.
/// </summary>
internal sealed class BegunMail(Database database, TimeProvider clock)
{
    private const int MostTries = 2;

    /// <returns>False where it was begun twice before and has not ended: then it is to be skipped.</returns>
    public Task<bool> BeginAsync(string key, CancellationToken cancel) => database.WriteAsync(
        async transaction => await transaction.ExecuteScalarAsync<long>(
            """
            INSERT INTO returns_begun(key, times, at) VALUES (@key, 1, @now)
            ON CONFLICT (key) DO UPDATE SET times = returns_begun.times + 1, at = excluded.at
            RETURNING times
            """,
            new { key, now = clock.GetUtcNow() }) <= MostTries, cancel);

    /// <summary>It was read to the end; in the transaction that keeps what it said.</summary>
    public static async Task EndAsync(Transaction transaction, string key) =>
        await transaction.ExecuteAsync("DELETE FROM returns_begun WHERE key = @key", new { key });
}
