using System.Security.Cryptography;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers;

/// <summary>
/// The secret keys of an installation, by purpose, kept in its database. The newest signs; older ones still verify.
/// The first use of a purpose makes its key.
/// </summary>
internal sealed class KeyRing(Database database, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyList<SigningKey>> rings = [];

    /// <summary>The keys of <paramref name="purpose"/>, newest first; never empty.</summary>
    public IReadOnlyList<SigningKey> Keys(string purpose)
    {
        lock (gate)
        {
            if (!rings.TryGetValue(purpose, out var ring))
            {
                // Read once a process: a lock cannot be held over an await, and the wait is a local database's.
                ring = Task.Run(() => LoadAsync(purpose)).GetAwaiter().GetResult();
                rings[purpose] = ring;
            }

            return ring;
        }
    }

    /// <summary>Uses a given key in this process and keeps it nowhere, so that a demonstration comes out the same each time; never for links that are served.</summary>
    public void Lend(string purpose, byte[] secret)
    {
        lock (gate)
        {
            rings[purpose] = [new SigningKey { Id = 0, Secret = secret }];
        }
    }

    private Task<IReadOnlyList<SigningKey>> LoadAsync(string purpose) => database.WriteAsync(async transaction =>
    {
        var connection = transaction.Connection!;
        const string select = "SELECT id, secret FROM keys WHERE purpose = @purpose ORDER BY id DESC";
        var keys = (await connection.QueryAsync<SigningKey>(select, new { purpose }, transaction)).ToList();
        if (keys.Count == 0)
        {
            await connection.ExecuteAsync(
                "INSERT INTO keys(purpose, secret, created_at) VALUES (@purpose, @secret, @now)",
                new { purpose, secret = RandomNumberGenerator.GetBytes(32), now = clock.GetUtcNow() }, transaction);
            keys = [.. await connection.QueryAsync<SigningKey>(select, new { purpose }, transaction)];
        }

        return (IReadOnlyList<SigningKey>)keys;
    });
}

/// <summary>One secret of 32 bytes and its number, which signatures carry.</summary>
internal sealed record SigningKey
{
    public required long Id { get; init; }

    public required byte[] Secret { get; init; }
}
