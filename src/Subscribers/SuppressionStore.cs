using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers;

/// <summary>
/// The one door to the addresses that must not be mailed. They are kept as keyed hashes, so a suppression outlives the
/// person's record. Adding and lifting change nothing about a subscription: a suppressed reader is skipped, a
/// lifted one is served again.
/// </summary>
internal sealed class SuppressionStore(Database database, AddressHash hash, TimeProvider clock)
{
    /// <inheritdoc cref="AddAsync(Transaction, string, SuppressionReason, string?)"/>
    public Task<bool> AddAsync(string email, SuppressionReason reason, string? detail,
        CancellationToken cancel = default)
    {
        // Hashed before the transaction: the first hash of all makes the key, in a transaction of its own.
        var addressHash = hash.Of(email);
        return database.WriteAsync(transaction => AddAsync(transaction, addressHash, reason, detail), cancel);
    }

    /// <summary>
    /// Suppresses an address from now on; a reason that is as strong as the given one stays as it is.
    /// </summary>
    /// <returns>False where nothing changed.</returns>
    public async Task<bool> AddAsync(Transaction transaction, string addressHash, SuppressionReason reason,
        string? detail) =>
        await transaction.ExecuteAsync(
            """
            INSERT INTO suppressions(address_hash, reason, detail, at) VALUES (@addressHash, @reason, @detail, @now)
            ON CONFLICT (address_hash) DO UPDATE
                SET reason = excluded.reason, detail = excluded.detail, at = excluded.at
            WHERE suppressions.reason IN @weaker
            """,
            new
            {
                addressHash,
                reason = reason.ToString(),
                detail,
                now = clock.GetUtcNow(),
                weaker = Enum.GetValues<SuppressionReason>().Where(other => other < reason)
                    .Select(other => other.ToString()).ToArray(),
            }) > 0;

    /// <summary>Lets an address be mailed again.</summary>
    /// <returns>False where it was not suppressed.</returns>
    public Task<bool> LiftAsync(string email, CancellationToken cancel = default)
    {
        var addressHash = hash.Of(email);
        return database.WriteAsync(transaction => LiftAsync(transaction, addressHash), cancel);
    }

    /// <summary>The same inside a transaction of the caller.</summary>
    public static async Task<bool> LiftAsync(Transaction transaction, string addressHash) =>
        await transaction.ExecuteAsync("DELETE FROM suppressions WHERE address_hash = @addressHash",
            new { addressHash }) > 0;

    /// <summary>All suppressions, the latest first, read as they are asked for.</summary>
    public async IAsyncEnumerable<Suppression> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        await foreach (var suppression in connection.QueryUnbufferedAsync<Suppression>(
            $"{Rows} {LatestFirst}").WithCancellation(cancel))
        {
            yield return suppression;
        }
    }

    /// <summary>The latest of them, the very last first.</summary>
    public async Task<IReadOnlyList<Suppression>> LatestAsync(int most, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<Suppression>($"{Rows} {LatestFirst} LIMIT @most", new { most })];
    }

    /// <summary>The suppression of an address; null where there is none.</summary>
    public async Task<Suppression?> FindAsync(string addressHash, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<Suppression>($"{Rows} WHERE s.address_hash = @addressHash",
            new { addressHash });
    }

    public async Task<bool> IsSuppressedAsync(string email, CancellationToken cancel = default)
    {
        var addressHash = hash.Of(email);
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long>(Count, new { addressHash }) > 0;
    }

    /// <summary>The same inside a transaction of the caller.</summary>
    public static async Task<bool> IsSuppressedAsync(Transaction transaction, string addressHash) =>
        await transaction.ExecuteScalarAsync<long>(Count, new { addressHash }) > 0;

    private const string Rows =
        """
        SELECT s.address_hash, p.email, s.reason, s.detail, s.at
        FROM suppressions s LEFT JOIN subscribers p ON p.address_hash = s.address_hash
        """;

    private const string LatestFirst = "ORDER BY s.at DESC, s.address_hash";

    private const string Count = "SELECT count(*) FROM suppressions WHERE address_hash = @addressHash";
}
