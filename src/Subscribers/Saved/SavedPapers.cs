using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers.Saved;

/// <summary>
/// Papers that readers saved for later with the links of their mails; saving twice is the same as once.
/// </summary>
internal sealed class SavedPapers(Database database, TimeProvider clock)
{
    /// <summary>How many a reader keeps; the one saved longest ago makes room.</summary>
    public const int Most = 1000;

    // Whichever of a reader's digests the link was in.
    private static readonly string Reader = ReaderSql.Of("@subscriberId");

    /// <param name="key">Of the paper, as marks have it.</param>
    public Task SaveAsync(long subscriberId, string key, CancellationToken cancel = default) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            INSERT INTO saved_papers(subscriber_id, paper_key, saved_at) VALUES ({Reader}, @key, @now)
            ON CONFLICT (subscriber_id, paper_key) DO NOTHING;
            DELETE FROM saved_papers WHERE subscriber_id = {Reader} AND paper_key NOT IN (
                SELECT paper_key FROM saved_papers WHERE subscriber_id = {Reader}
                ORDER BY saved_at DESC, paper_key LIMIT @Most);
            """,
            new { subscriberId, key, now = clock.GetUtcNow(), Most }), cancel);

    public Task RemoveAsync(long subscriberId, string key, CancellationToken cancel = default) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"DELETE FROM saved_papers WHERE subscriber_id = {Reader} AND paper_key = @key",
            new { subscriberId, key }), cancel);

    /// <summary>All of a reader, the last saved first.</summary>
    public async Task<IReadOnlyList<SavedPaper>> ListAsync(long subscriberId, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<SavedPaper>(
            $"""
            SELECT paper_key AS key, saved_at FROM saved_papers WHERE subscriber_id = {Reader}
            ORDER BY saved_at DESC, paper_key
            """,
            new { subscriberId })).ToList();
    }
}

/// <summary>A paper that a reader saved.</summary>
internal sealed record SavedPaper
{
    public string Key { get; init; } = "";

    public DateTimeOffset SavedAt { get; init; }
}
