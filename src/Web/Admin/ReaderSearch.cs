using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Admin;

/// <summary>Finds readers: the newest, or those with a part of an address.</summary>
internal sealed class ReaderSearch(Database database, AddressHash hash)
{
    /// <summary>More than this are not listed.</summary>
    public const int Most = 50;

    private const string Lines =
        """
        SELECT p.id, p.email, p.name, s.state, s.every, p.created_at,
            EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = p.address_hash) AS is_suppressed
        FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id
        """;

    // Not their further digests.
    private const string Readers = "WHERE p.reader_id IS NULL";

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<ReaderLine>> NewestAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<ReaderLine>($"{Lines} {Readers} ORDER BY p.id DESC LIMIT {Most}")];
    }

    /// <summary>The one with this very address, else those whose address contains the text, by address.</summary>
    public async Task<IReadOnlyList<ReaderLine>> FindAsync(string text, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var same = (await connection.QueryAsync<ReaderLine>($"{Lines} WHERE p.address_hash = @hash",
            new { hash = hash.Of(text) })).ToList();
        return same.Count > 0 ? same : [.. await connection.QueryAsync<ReaderLine>(
            $@"{Lines} {Readers} AND lower(p.email) LIKE @like ESCAPE '\' ORDER BY p.email LIMIT {Most}",
            new { like = $"%{Escaped(text.ToLowerInvariant())}%" })];
    }

    private static string Escaped(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
