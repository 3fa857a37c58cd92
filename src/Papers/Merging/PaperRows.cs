using System.Text.Json;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Merging;

/// <summary>
/// Rows of papers, their identities and listings, read and written in sets: a batch costs a handful of statements,
/// however many papers it has.
/// </summary>
internal sealed class PaperRows(Transaction transaction, Dialect dialect, IEnumerable<IPaperUnion> unions)
{
    private const int RowsInOneStatement = 1000;

    /// <summary>Loads every paper that one of the listings may mention, with all its identities.</summary>
    public async Task LoadAsync(KnownPapers known, IReadOnlyList<Listing> listings)
    {
        var keys = listings.SelectMany(PaperKey.Lookups).ToHashSet(StringComparer.Ordinal);
        var sketches =
            listings.SelectMany(listing => TitleLikeness.Sketches(listing.Title, listing.Authors)).ToHashSet();
        var ids =
            new HashSet<long>(
                await AskAsync<string, long>(keys,
                    rows => $"SELECT DISTINCT paper_id FROM paper_keys WHERE key IN {rows}", dialect.JsonTexts));
        foreach (var (sketch,
            id) in await AskAsync<long, (long, long)>(sketches,
                rows => $"SELECT sketch, paper_id FROM title_sketches WHERE sketch IN {rows}", dialect.JsonValues))
        {
            ids.Add(id);
            known.Know(new PaperName(id, null, sketch));
        }

        foreach (var paper in await AskAsync<long, Paper>(ids, rows => $"SELECT * FROM papers WHERE id IN {rows}",
            dialect.JsonValues))
        {
            known[paper.Id] = paper;
        }

        foreach (var (key,
            id) in await AskAsync<long, (string, long)>(ids,
                rows => $"SELECT key, paper_id FROM paper_keys WHERE paper_id IN {rows}", dialect.JsonValues))
        {
            known.Know(new PaperName(id, key, null));
        }
    }

    /// <summary>Writes new papers.</summary>
    /// <returns>The number of each in the database, by the number it had in memory.</returns>
    public async Task<IReadOnlyDictionary<long, long>> InsertAsync(IReadOnlyList<Paper> papers)
    {
        var inMemory = papers.ToDictionary(paper => paper.Key, paper => paper.Id, StringComparer.Ordinal);
        var written =
            await AskAsync<object, (string Key, long Id)>(papers.Select(Row),
                rows => $"INSERT INTO papers({Columns}) SELECT {Values} FROM {rows} AS r RETURNING key, id",
                dialect.JsonRows);
        return written.ToDictionary(row => inMemory[row.Key], row => row.Id);
    }

    public Task UpdateAsync(IReadOnlyList<Paper> papers) => TellAsync(papers.Select(Row),
        rows => $"""
            UPDATE papers SET {Changes},
                feed_key = COALESCE(feed_key, key),
                text_at = CASE WHEN {TextChanged} THEN CAST(value->>'ChangedAt' AS BIGINT) ELSE text_at END
            FROM {rows} AS r WHERE papers.id = CAST(value->>'Id' AS BIGINT)
            """);

    public async Task AddNamesAsync(IEnumerable<PaperName> names)
    {
        var all = names.ToList();
        await TellAsync(all.Where(name => name.Key is not null),
            rows => $"""
                INSERT INTO paper_keys(key, paper_id) SELECT value->>'Key', CAST(value->>'PaperId' AS BIGINT)
                FROM {rows} AS r WHERE true ON CONFLICT DO NOTHING
                """);
        await TellAsync(all.Where(name => name.Sketch is not null),
            rows => $"""
                INSERT INTO title_sketches(sketch, paper_id)
                SELECT CAST(value->>'Sketch' AS BIGINT), CAST(value->>'PaperId' AS BIGINT)
                FROM {rows} AS r WHERE true ON CONFLICT DO NOTHING
                """);
    }

    /// <summary>Writes what the sources mentioned; of a paper listed twice in one edition the later counts.</summary>
    public Task AddListingsAsync(IEnumerable<(Listing Listing, long PaperId)> mentions, DateTimeOffset now) =>
        TellAsync(
        mentions.Reverse()
            .DistinctBy(mention => (mention.Listing.Source, mention.Listing.SourceId, mention.Listing.Edition))
            .Reverse().Select(mention => new
            {
                mention.PaperId,
                mention.Listing.Source,
                mention.Listing.SourceId,
                Edition = $"{mention.Listing.Edition:yyyy-MM-dd}",
                Announce = mention.Listing.Announce.ToString(),
                mention.Listing.Version,
                mention.Listing.Votes,
                mention.Listing.Url,
                SeenAt = now.ToUnixTimeMilliseconds(),
            }),
        rows => $"""
            INSERT INTO listings(paper_id, source, source_id, edition, announce, version, votes, url, seen_at)
            SELECT CAST(value->>'PaperId' AS BIGINT), value->>'Source', value->>'SourceId', value->>'Edition',
                value->>'Announce', CAST(value->>'Version' AS BIGINT), CAST(value->>'Votes' AS BIGINT), value->>'Url',
                CAST(value->>'SeenAt' AS BIGINT)
            FROM {rows} AS r WHERE true
            ON CONFLICT (source, source_id, edition) DO UPDATE SET
                votes = excluded.votes, version = excluded.version, paper_id = excluded.paper_id
            """);

    /// <summary>
    /// Two rows turn out to be one work: what is known of the second is the first's, here and in the later rooms.
    /// </summary>
    public async Task UniteAsync(long id, long other)
    {
        await transaction.ExecuteAsync(
            """
            INSERT INTO paper_keys(key, paper_id)
            SELECT key, @id FROM paper_keys WHERE paper_id = @other ON CONFLICT DO NOTHING;
            INSERT INTO title_sketches(sketch, paper_id)
            SELECT sketch, @id FROM title_sketches WHERE paper_id = @other ON CONFLICT DO NOTHING;
            UPDATE listings SET paper_id = @id WHERE paper_id = @other;
            UPDATE former_papers SET paper_id = @id WHERE paper_id = @other;
            INSERT INTO former_papers(id, paper_id) VALUES (@other, @id);
            """,
            new { id, other });
        foreach (var union in unions)
        {
            await union.UniteAsync(transaction, id, other);
        }

        await transaction.ExecuteAsync("DELETE FROM papers WHERE id = @other", new { other });
    }

    private const string Columns =
        "key, title, abstract, authors, categories, organization, published, first_seen, changed_at, " +
        "votes, comments, stars, " +
        "url, pdf_url, html_url, code_url, project_url, discussion_url, thumbnail_url, withdrawn_at, " +
        "summary, summary_by";

    private const string Values =
        "value->>'Key', value->>'Title', value->>'Abstract', value->>'Authors', value->>'Categories', " +
        "value->>'Organization', value->>'Published', " +
        "CAST(value->>'FirstSeen' AS BIGINT), CAST(value->>'ChangedAt' AS BIGINT), " +
        "CAST(value->>'Votes' AS BIGINT), CAST(value->>'Comments' AS BIGINT), CAST(value->>'Stars' AS BIGINT), " +
        "value->>'Url', value->>'PdfUrl', value->>'HtmlUrl', value->>'CodeUrl', value->>'ProjectUrl', " +
        "value->>'DiscussionUrl', value->>'ThumbnailUrl', CAST(value->>'WithdrawnAt' AS BIGINT), " +
        "value->>'Summary', value->>'SummaryBy'";

    private static readonly string Changes = string.Join(", ",
        Columns.Split(", ").Zip(Values.Split(", ")).Select(pair => $"{pair.First} = {pair.Second}"));

    // A feed shows these; votes and the like change daily and are not news to its readers.
    private const string TextChanged =
        "title <> value->>'Title' OR abstract <> value->>'Abstract' OR authors <> value->>'Authors' " +
        "OR url <> value->>'Url' OR COALESCE(pdf_url, '') <> COALESCE(value->>'PdfUrl', '') " +
        "OR COALESCE(code_url, '') <> COALESCE(value->>'CodeUrl', '')";

    private static object Row(Paper paper) => new
    {
        paper.Id,
        paper.Key,
        paper.Title,
        paper.Abstract,
        Authors = JsonSerializer.Serialize(paper.Authors),
        Categories = JsonSerializer.Serialize(paper.Categories),
        paper.Organization,
        Published = paper.Published is { } day ? $"{day:yyyy-MM-dd}" : null,
        FirstSeen = paper.FirstSeen.ToUnixTimeMilliseconds(),
        ChangedAt = paper.ChangedAt.ToUnixTimeMilliseconds(),
        paper.Votes,
        paper.Comments,
        paper.Stars,
        paper.Url,
        paper.PdfUrl,
        paper.HtmlUrl,
        paper.CodeUrl,
        paper.ProjectUrl,
        paper.DiscussionUrl,
        paper.ThumbnailUrl,
        WithdrawnAt = paper.WithdrawnAt?.ToUnixTimeMilliseconds(),
        paper.Summary,
        paper.SummaryBy,
    };

    private async Task<List<TRow>> AskAsync<TItem, TRow>(IEnumerable<TItem> items, Func<string, string> sql,
        Func<string, string> rows)
    {
        var found = new List<TRow>();
        foreach (var chunk in items.Chunk(RowsInOneStatement))
        {
            found.AddRange(
                await transaction.QueryAsync<TRow>(sql(rows("@rows")), new { rows = JsonSerializer.Serialize(chunk) }));
        }

        return found;
    }

    private async Task TellAsync<TItem>(IEnumerable<TItem> items, Func<string, string> sql)
    {
        foreach (var chunk in items.Chunk(RowsInOneStatement))
        {
            await transaction.ExecuteAsync(sql(dialect.JsonRows("@rows")),
                new { rows = JsonSerializer.Serialize(chunk) });
        }
    }
}
