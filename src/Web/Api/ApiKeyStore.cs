using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Web.Api;

/// <summary>
/// The keys of the API in the database, by their hash: 32 random bytes need no slow hash. A change by another process
/// counts from the next request on.
/// </summary>
internal sealed class ApiKeyStore(Database database, TimeProvider clock)
{
    /// <summary>What every key begins with, so that scanners for leaked secrets recognise it.</summary>
    public const string Prefix = "dmk_";

    private const string Columns = "id, name, scopes, created_at, expires_at, used_at";
    private static readonly TimeSpan NotedEvery = TimeSpan.FromHours(1);

    /// <returns>The key itself, which is stored nowhere, and its number.</returns>
    public async Task<(long Id, string Key)> AddAsync(string name, IEnumerable<ApiScope> scopes,
        DateTimeOffset? expiresAt, CancellationToken cancel = default)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var id = await database.WriteAsync(transaction => transaction.ExecuteScalarAsync<long>(
            """
            INSERT INTO api_keys(name, hash, scopes, created_at, expires_at)
            VALUES (@name, @hash, @scopes, @now, @expiresAt) RETURNING id
            """,
            new
            {
                name,
                hash = HashOf(key),
                scopes = string.Join(' ', scopes.Select(scope => scope.Name).Distinct()),
                now = clock.GetUtcNow(),
                expiresAt
            }), cancel);
        return (id, key);
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>The key, if it is known and has not expired; notes that it is used.</summary>
    public async Task<ApiKey?> UseAsync(string key, CancellationToken cancel)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var found = await FindAsync(HashOf(key), cancel);
        if (found is null || found.ExpiresAt <= now)
        {
            return null;
        }

        if (found.UsedAt is null || now - found.UsedAt >= NotedEvery)
        {
            await database.WriteAsync(transaction => transaction.ExecuteAsync(
                "UPDATE api_keys SET used_at = @now WHERE id = @Id", new { now, found.Id }), cancel);
        }

        return found;
    }

    private async Task<ApiKey?> FindAsync(string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<ApiKey>(
            $"SELECT {Columns} FROM api_keys WHERE hash = @hash", new { hash });
    }

    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<ApiKey>($"SELECT {Columns} FROM api_keys ORDER BY id")).ToList();
    }

    /// <summary>Whether there is any key, and so an API.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM api_keys") > 0;
    }

    /// <returns>False where there is no such key.</returns>
    public async Task<bool> RemoveAsync(long id, CancellationToken cancel = default) =>
        await database.WriteAsync(transaction =>
            transaction.ExecuteAsync("DELETE FROM api_keys WHERE id = @id", new { id }), cancel) > 0;
}
