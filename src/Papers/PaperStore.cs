using System.Data.Common;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Papers;

/// <summary>Papers, their identities and their listings in the database.</summary>
internal sealed class PaperStore(Database database, TimeProvider clock)
{
    /// <summary>
    /// Keeps a batch with what its source said of its version, all or nothing: each listing joins the paper it mentions or makes a new one.
    /// A replacement makes none.
    /// </summary>
    /// <returns>How many papers were new.</returns>
    public Task<int> KeepAsync(SourceAnswer answer, string source, CancellationToken cancel = default) => database.WriteAsync(async transaction =>
    {
        var batch = await PaperBatch.LoadAsync(transaction, answer.Listings, clock.GetUtcNow());
        foreach (var listing in answer.Listings)
        {
            await batch.AddAsync(listing);
        }

        await batch.SaveAsync();
        await NoteAsync(transaction, answer, source, batch.Created);
        return batch.Created;
    }, cancel);

    /// <summary>Writes down a gathering of which no papers are kept.</summary>
    public Task NoteAsync(SourceAnswer answer, string source, CancellationToken cancel = default) =>
        database.WriteAsync(transaction => NoteAsync(transaction, answer, source, 0), cancel);

    private async Task NoteAsync(DbTransaction transaction, SourceAnswer answer, string source, int created)
    {
        var connection = transaction.Connection!;
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync(
            "INSERT INTO gatherings(source, edition, at, state, listed, new, error) VALUES (@source, @Edition, @now, @state, @listed, @created, @Error)",
            new { source, answer.Edition, now, state = answer.State.ToString(), listed = answer.Listings.Count, created, answer.Error }, transaction);
        if (answer.Validators is { } validators)
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO fetches(url, etag, last_modified, fetched_at) VALUES (@Url, @ETag, @LastModified, @now)
                ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, fetched_at = excluded.fetched_at
                """,
                new { validators.Url, validators.ETag, validators.LastModified, now }, transaction);
        }
    }

    /// <summary>Which papers a source listed in its last edition before <paramref name="edition"/>, by its own ids.</summary>
    public async Task<ISet<string>> PreviousBatchAsync(string source, DateOnly edition, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var ids = await connection.QueryAsync<string>(
            """
            SELECT source_id FROM listings WHERE source = @source
                AND edition = (SELECT max(edition) FROM listings WHERE source = @source AND edition < @edition)
            """,
            new { source, edition });
        return ids.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Empty does not count as answered: what is empty today may be listed tomorrow. The days from <paramref name="from"/> to before <paramref name="until"/> for which a source has not yet answered.</summary>
    public async Task<IReadOnlyList<DateOnly>> MissedAsync(string source, DateOnly from, DateOnly until, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var answered = (await connection.QueryAsync<DateOnly>(
            "SELECT DISTINCT edition FROM gatherings WHERE source = @source AND edition >= @from AND state IN ('Fresh', 'Late', 'Stale')", new { source, from })).ToHashSet();
        return [.. Enumerable.Range(0, until.DayNumber - from.DayNumber).Select(from.AddDays).Where(day => !answered.Contains(day))];
    }

    /// <summary>Papers first seen at or after <paramref name="since"/> and not withdrawn.</summary>
    public async Task<IReadOnlyList<Paper>> InPlayAsync(DateTimeOffset since, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<Paper>("SELECT * FROM papers WHERE first_seen >= @since AND withdrawn_at IS NULL", new { since })).ToList();
    }

    public async Task<IReadOnlyDictionary<long, Paper>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var found = new Dictionary<long, Paper>(ids.Count);
        foreach (var chunk in ids.Chunk(500))
        {
            foreach (var paper in await connection.QueryAsync<Paper>("SELECT * FROM papers WHERE id IN @chunk", new { chunk }))
            {
                found[paper.Id] = paper;
            }
        }

        return found;
    }

    /// <summary>A number that differs after papers have changed.</summary>
    public async Task<long> GenerationAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long>("SELECT COALESCE(max(id), 0) FROM gatherings");
    }
}
