using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Merging;

/// <summary>Papers, their identities and their listings in the database.</summary>
internal sealed class PaperStore(Database database, IEnumerable<IPaperUnion> unions, TimeProvider clock)
{
    // A few megabytes: what the digests of some days hold.
    private const int MostKept = 2000;

    private Kept kept = new(0, []);

    /// <summary>
    /// Keeps a batch with what its source said of its version, all or nothing: each listing joins the paper it mentions
    /// or makes a new one. A replacement makes none.
    /// </summary>
    /// <returns>How many papers were new.</returns>
    public Task<int> KeepAsync(SourceAnswer answer, string source, CancellationToken cancel = default) =>
        database.WriteAsync(async transaction =>
    {
        await database.AloneAsync(transaction, "papers");
        var batch =
            await PaperBatch.LoadAsync(new PaperRows(transaction, database.Dialect, unions), answer.Listings,
                clock.GetUtcNow());
        foreach (var listing in answer.Listings)
        {
            batch.Add(listing);
        }

        await batch.SaveAsync();
        await NoteAsync(transaction, answer, source, batch.Created);
        return batch.Created;
    }, cancel);

    /// <summary>Writes down a gathering of which no papers are kept.</summary>
    public Task NoteAsync(SourceAnswer answer, string source, CancellationToken cancel = default) =>
        database.WriteAsync(async transaction =>
    {
        // Gatherings are committed in the order of their numbers, by which changed papers are known.
        await database.AloneAsync(transaction, "papers");
        await NoteAsync(transaction, answer, source, 0);
    }, cancel);

    private async Task NoteAsync(Transaction transaction, SourceAnswer answer, string source, int created)
    {
        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync(
            """
            INSERT INTO gatherings(source, edition, at, state, listed, new, error, past, ask_after)
            VALUES (@source, @Edition, @now, @state, @listed, @created, @Error, @past, @AskAfter)
            """,
            new
            {
                source,
                answer.Edition,
                now,
                state = answer.State.ToString(),
                listed = answer.Listings.Count,
                created,
                answer.Error,
                past = answer.Past ? 1 : 0,
                answer.AskAfter
            });
        if (answer.Validators is { } validators)
        {
            await transaction.ExecuteAsync(
                """
                INSERT INTO fetches(url, etag, last_modified, fetched_at) VALUES (@Url, @ETag, @LastModified, @now)
                ON CONFLICT (url) DO UPDATE SET
                    etag = excluded.etag, last_modified = excluded.last_modified, fetched_at = excluded.fetched_at
                """,
                new { validators.Url, validators.ETag, validators.LastModified, now });
        }
    }

    /// <summary>Papers first seen at or after <paramref name="since"/> and not withdrawn.</summary>
    public async Task<IReadOnlyList<Paper>> InPlayAsync(DateTimeOffset since, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var sources = (await connection.QueryAsync<(long Paper, string Source)>(
            """
            SELECT DISTINCT l.paper_id, l.source FROM listings l JOIN papers p ON p.id = l.paper_id
            WHERE p.first_seen >= @since
            """, new { since })).ToLookup(row => row.Paper, row => row.Source);
        return (await connection.QueryAsync<Paper>(
            "SELECT * FROM papers WHERE first_seen >= @since AND withdrawn_at IS NULL", new { since }))
            .Select(
                paper => paper with { Sources = TextList.Create([.. sources[paper.Id].Order(StringComparer.Ordinal)]) })
                .ToList();
    }

    /// <summary>
    /// Titles and abstracts of papers first seen from <paramref name="from"/> to before <paramref name="until"/> and
    /// not withdrawn, the oldest first: all of them, or <paramref name="most"/> spread evenly; and how many there are.
    /// </summary>
    public async Task<(IReadOnlyList<(string Title, string Abstract)> Texts, int All)> SampleAsync(DateTimeOffset from,
        DateTimeOffset until, int most, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var all = (await connection.QueryAsync<(long Id, string Key, DateTimeOffset FirstSeen)>(
            "SELECT id, key, first_seen FROM papers WHERE first_seen >= @from AND first_seen < @until "
                + "AND withdrawn_at IS NULL", new { from, until }))
            .OrderBy(paper => paper.FirstSeen).ThenBy(paper => paper.Key, StringComparer.Ordinal).ToList();
        var count = Math.Min(all.Count, most);
        long[] ids = [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Count / count)].Id)];
        var texts = new Dictionary<long, (string, string)>(count);
        foreach (var chunk in ids.Chunk(500))
        {
            foreach (var (id, title, summary) in await connection.QueryAsync<(long, string, string)>(
                "SELECT id, title, abstract FROM papers WHERE id IN @chunk", new { chunk }))
            {
                texts[id] = (title, summary);
            }
        }

        return ([.. ids.Where(texts.ContainsKey).Select(id => texts[id])], all.Count);
    }

    /// <summary>
    /// A paper by an id as people write it: an arXiv id or address, a DOI, or one of its keys; null where there is
    /// none.
    /// </summary>
    public async Task<Paper?> FindNamedAsync(string name, CancellationToken cancel = default)
    {
        var keys = PaperKey.Named(name);
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<Paper>(
            """
            SELECT p.* FROM paper_keys k JOIN papers p ON p.id = k.paper_id WHERE k.key IN @keys
            ORDER BY p.id LIMIT 1
            """, new { keys });
    }

    /// <summary>
    /// The paper that a link in a mail names by id, or the one it was united with since; null where there is none.
    /// </summary>
    public async Task<Paper?> FindLinkedAsync(long id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<Paper>(
            "SELECT * FROM papers WHERE id = COALESCE((SELECT paper_id FROM former_papers WHERE id = @id), @id)",
            new { id });
    }

    /// <summary>The papers of these keys, or of papers that became theirs; those that no source lists are missing.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Paper>> FindByKeyAsync(IReadOnlyCollection<string> keys,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var ids = (await connection.QueryAsync<(string Key, long Id)>(
            $"SELECT key, paper_id FROM paper_keys WHERE key IN {database.Dialect.JsonTexts("@keys")}",
            new { keys = JsonSerializer.Serialize(keys) })).ToDictionary(row => row.Key, row => row.Id);
        var found = await FindAsync(connection, [.. ids.Values.Distinct()]);
        return ids.Where(pair => found.ContainsKey(pair.Value))
            .ToDictionary(pair => pair.Key, pair => found[pair.Value]);
    }

    /// <summary>
    /// The papers of these ids, withdrawn ones too, and perhaps others; each is read once until papers have changed.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, Paper>> FindAsync(IReadOnlyCollection<long> ids,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await FindAsync(connection, ids);
    }

    /// <summary>The same over a connection that is open.</summary>
    public async Task<IReadOnlyDictionary<long, Paper>> FindAsync(DbConnection connection,
        IReadOnlyCollection<long> ids)
    {
        var known = KeptAt(await GenerationAsync(connection));
        foreach (var chunk in ids.Where(id => !known.ContainsKey(id)).Chunk(500))
        {
            foreach (var paper in await connection.QueryAsync<Paper>("SELECT * FROM papers WHERE id IN @chunk",
                new { chunk }))
            {
                known[paper.Id] = paper;
            }
        }

        return known;
    }

    private ConcurrentDictionary<long, Paper> KeptAt(long generation)
    {
        var latest = kept;
        if (latest.Generation != generation || latest.Papers.Count > MostKept)
        {
            kept = latest = new Kept(generation, []);
        }

        return latest.Papers;
    }

    /// <summary>A number that differs after papers have changed.</summary>
    public async Task<long> GenerationAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await GenerationAsync(connection);
    }

    private static Task<long> GenerationAsync(DbConnection connection) =>
        connection.ExecuteScalarAsync<long>("SELECT COALESCE(max(id), 0) FROM gatherings");

    /// <summary>Papers that were read when, or after, the generation was this.</summary>
    private sealed record Kept(long Generation, ConcurrentDictionary<long, Paper> Papers);
}
