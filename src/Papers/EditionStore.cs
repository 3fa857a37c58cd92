using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Papers;

/// <summary>
/// The papers as an archive: by the day they were listed, by any of their identities, the newest first. Replacements
/// and withdrawn papers are not news and not shown.
/// </summary>
internal sealed class EditionStore(Database database)
{
    private const string News = "l.announce IN ('New', 'Cross')";

    /// <summary>The days on which papers were listed and how many, the newest first.</summary>
    public async Task<IReadOnlyList<Edition>> ListAsync(DateOnly from, DateOnly until,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<Edition>(
            $"""
            SELECT l.edition AS day, count(DISTINCT l.paper_id) AS papers FROM listings l
                JOIN papers p ON p.id = l.paper_id
            WHERE l.edition >= @from AND l.edition < @until AND {News} AND p.withdrawn_at IS NULL GROUP BY l.edition
                ORDER BY l.edition DESC
            """,
            new { from, until })).ToList();
    }

    /// <summary>
    /// The newest day before <paramref name="until"/> on which papers were listed; null where there is none.
    /// </summary>
    public async Task<DateOnly?> NewestAsync(DateOnly until, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<DateOnly?>(
            $"SELECT l.edition FROM listings l JOIN papers p ON p.id = l.paper_id WHERE l.edition < @until AND {News} "
                + $"AND p.withdrawn_at IS NULL ORDER BY l.edition DESC LIMIT 1", new { until });
    }

    /// <summary>
    /// The oldest day from <paramref name="from"/> on, on which papers were listed; null where there is none.
    /// </summary>
    public async Task<DateOnly?> OldestAsync(DateOnly from, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<DateOnly?>(
            $"SELECT l.edition FROM listings l JOIN papers p ON p.id = l.paper_id WHERE l.edition >= @from AND {News} "
                + $"AND p.withdrawn_at IS NULL ORDER BY l.edition LIMIT 1", new { from });
    }

    /// <summary>
    /// Each paper listed from <paramref name="from"/> to before <paramref name="until"/>, once, with all sources that
    /// list it.
    /// </summary>
    public async Task<IReadOnlyList<Paper>> PapersAsync(DateOnly from, DateOnly until,
        CancellationToken cancel = default)
    {
        const string ids =
            $"SELECT l.paper_id FROM listings l WHERE l.edition >= @from AND l.edition < @until AND {News}";
        await using var connection = await database.OpenAsync(cancel);
        var sources = (await connection.QueryAsync<(long Paper, string Source)>(
            $"SELECT DISTINCT paper_id, source FROM listings WHERE paper_id IN ({ids})", new { from, until }))
            .ToLookup(row => row.Paper, row => row.Source);
        return (await connection.QueryAsync<Paper>(
            $"SELECT * FROM papers WHERE withdrawn_at IS NULL AND id IN ({ids})", new { from, until }))
            .Select(paper => paper with { Sources = [.. sources[paper.Id].Order(StringComparer.Ordinal)] }).ToList();
    }

    /// <summary>
    /// What tells whether the papers of a day have changed, for each day that has any, the oldest first.
    /// </summary>
    public async Task<IReadOnlyList<EditionState>> StatesAsync(DateOnly from, DateOnly until,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<EditionState>(
            $"""
            SELECT l.edition AS day, count(*) AS listings, max(p.changed_at) AS changed, max(l.seen_at) AS seen
            FROM listings l JOIN papers p ON p.id = l.paper_id
            WHERE l.edition >= @from AND l.edition < @until AND {News} AND p.withdrawn_at IS NULL
            GROUP BY l.edition ORDER BY l.edition
            """,
            new { from, until })).ToList();
    }

    /// <summary>How many papers each of these spans of days lists, each paper once.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(IEnumerable<(DateOnly From, DateOnly Until)> spans,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var counts = new List<int>();
        foreach (var (from, until) in spans)
        {
            counts.Add(await connection.ExecuteScalarAsync<int>(
                $"""
                SELECT count(DISTINCT l.paper_id) FROM listings l JOIN papers p ON p.id = l.paper_id
                WHERE l.edition >= @from AND l.edition < @until AND {News} AND p.withdrawn_at IS NULL
                """,
                new { from, until }));
        }

        return counts;
    }

    /// <summary>The newest papers, for a map of the site.</summary>
    public async Task<IReadOnlyList<(string Key, DateTimeOffset FirstSeen)>> NewestKeysAsync(int count,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(string, DateTimeOffset)>(
            "SELECT key, first_seen FROM papers WHERE withdrawn_at IS NULL ORDER BY first_seen DESC, id DESC LIMIT "
                + "@count", new { count })).ToList();
    }

    /// <summary>A paper by any of its identities, with the days on which it was listed; a withdrawn one too.</summary>
    public async Task<(Paper Paper, IReadOnlyList<DateOnly> Editions)?> FindAsync(string key,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var paper = await connection.QueryFirstOrDefaultAsync<Paper>(
            "SELECT p.* FROM papers p JOIN paper_keys k ON k.paper_id = p.id WHERE k.key = @key ORDER BY p.id LIMIT 1",
            new { key });
        return paper is null ? null : (paper, (await connection.QueryAsync<DateOnly>(
            $"SELECT DISTINCT l.edition FROM listings l WHERE l.paper_id = @Id AND {News} ORDER BY l.edition",
            new { paper.Id })).ToList());
    }
}

/// <summary>A day on which papers were listed.</summary>
internal sealed record Edition
{
    public DateOnly Day { get; init; }

    public int Papers { get; init; }
}
