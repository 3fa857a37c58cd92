using System.Security.Cryptography;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Keys;

/// <summary>
/// The secret keys of an installation, by purpose, kept in its database. The newest signs; older ones still verify,
/// until they are revoked. The first use of a purpose makes its key. A change by another process is seen within a
/// minute.
/// </summary>
internal sealed class KeyRing(Database database, TimeProvider clock)
{
    private const string Newest = "SELECT id, secret FROM keys WHERE purpose = @purpose ORDER BY id DESC";

    /// <summary>How long keys count as new; a change by another process is seen after it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (Task<IReadOnlyList<SigningKey>> Keys, DateTimeOffset Until)> rings = [];
    private int changes;

    /// <summary>The keys of <paramref name="purpose"/>, newest first; never empty.</summary>
    public IReadOnlyList<SigningKey> Keys(string purpose)
    {
        Task<IReadOnlyList<SigningKey>> keys;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (!rings.TryGetValue(purpose, out var ring) || ring.Until <= now || ring.Keys.IsFaulted)
            {
                rings[purpose] = ring = (LoadAsync(purpose), now + Fresh);
            }

            keys = ring.Keys;
        }

        // In a service KeyRefresh keeps them loaded. A command waits for its first keys, outside of the lock.
        return keys.IsCompletedSuccessfully ? keys.Result : keys.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Loads the keys of every purpose that has any, so that nobody waits for them in the next minute.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        var (now, before) = (clock.GetUtcNow(), Volatile.Read(ref changes));
        var all = await LoadAllAsync(cancel);
        lock (gate)
        {
            // Keys read before a change of our own are old already.
            foreach (var ring in all.Where(_ => changes == before))
            {
                if (!rings.TryGetValue(ring.Key, out var known) || known.Until != DateTimeOffset.MaxValue)
                {
                    rings[ring.Key] = (Task.FromResult<IReadOnlyList<SigningKey>>([.. ring]), now + Fresh);
                }
            }
        }
    }

    private async Task<ILookup<string, SigningKey>> LoadAllAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(string Purpose, long Id, byte[] Secret)>(
            "SELECT purpose, id, secret FROM keys ORDER BY id DESC"))
            .ToLookup(row => row.Purpose, row => new SigningKey { Id = row.Id, Secret = row.Secret });
    }

    /// <summary>
    /// The key of that number, whether it still signs or only verifies; null where there is none, or it was revoked.
    /// </summary>
    public SigningKey? Find(string purpose, long id) => Keys(purpose).FirstOrDefault(key => key.Id == id);

    /// <summary>
    /// Uses a given key in this process and stores it nowhere, so that a demonstration comes out the same each time.
    /// Never use it for links that are served.
    /// </summary>
    public void Lend(string purpose, byte[] secret)
    {
        lock (gate)
        {
            rings[purpose] =
                (Task.FromResult<IReadOnlyList<SigningKey>>([new SigningKey { Id = 0, Secret = secret }]),
                    DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Makes a new key that signs from now on; those before it are retired and only verify.</summary>
    /// <returns>The number of the new key.</returns>
    public async Task<long> RotateAsync(string purpose, CancellationToken cancel = default)
    {
        var id = await database.WriteAsync(async transaction =>
        {
            var now = clock.GetUtcNow();
            await transaction.ExecuteAsync(
                "UPDATE keys SET retired_at = @now WHERE purpose = @purpose AND retired_at IS NULL",
                    new { purpose, now });
            return await AddAsync(transaction, purpose, now);
        }, cancel);
        Forget(purpose);
        return id;
    }

    /// <summary>Destroys a retired key: what it signed is refused from now on.</summary>
    /// <returns>False where there is no such key, or it is the one that signs.</returns>
    public async Task<bool> RevokeAsync(long id, CancellationToken cancel = default)
    {
        var gone =
            await database.WriteAsync(
                transaction =>
                    transaction.ExecuteAsync("DELETE FROM keys WHERE id = @id AND retired_at IS NOT NULL", new { id }),
                    cancel) > 0;
        lock (gate)
        {
            changes++;
            rings.Clear();
        }

        return gone;
    }

    /// <summary>All keys without their secrets, by purpose, the newest first.</summary>
    public async Task<IReadOnlyList<KeyRow>> ListAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<KeyRow>(
            "SELECT id, purpose, created_at, retired_at FROM keys ORDER BY purpose, id DESC")).ToList();
    }

    private void Forget(string purpose)
    {
        lock (gate)
        {
            changes++;
            rings.Remove(purpose);
        }
    }

    private async Task<IReadOnlyList<SigningKey>> LoadAsync(string purpose)
    {
        // Reading waits for no writer, so keys may be asked for inside a transaction; only the first use of all writes.
        await using (var connection = await database.OpenAsync())
        {
            if ((await connection.QueryAsync<SigningKey>(Newest, new { purpose })).ToList() is { Count: > 0 } keys)
            {
                return keys;
            }
        }

        return await database.WriteAsync(async transaction =>
        {
            // Two processes that make the first key at once would not know each other's.
            await database.AloneAsync(transaction, "keys");
            if (await ReadAsync(transaction, purpose) is { Count: > 0 } made)
            {
                return made;
            }

            await AddAsync(transaction, purpose, clock.GetUtcNow());
            return await ReadAsync(transaction, purpose);
        });
    }

    private static async Task<IReadOnlyList<SigningKey>> ReadAsync(Transaction transaction, string purpose) =>
        (await transaction.QueryAsync<SigningKey>(Newest, new { purpose })).ToList();

    private static Task<long> AddAsync(Transaction transaction, string purpose, DateTimeOffset now) =>
        transaction.ExecuteScalarAsync<long>(
        "INSERT INTO keys(purpose, secret, created_at) VALUES (@purpose, @secret, @now) RETURNING id",
        new { purpose, secret = RandomNumberGenerator.GetBytes(32), now });
}
