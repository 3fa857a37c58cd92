using System.Data.Common;
using Dapper;

namespace DigestMailer.Papers;

/// <summary>The papers that one batch of listings touches, loaded at once, merged in memory and written back in the caller's transaction.</summary>
internal sealed class PaperBatch
{
    private readonly DbTransaction transaction;
    private readonly DateTimeOffset now;
    private readonly Dictionary<long, Paper> papers = [];
    private readonly Dictionary<string, List<long>> byKey = new(StringComparer.Ordinal);
    private readonly HashSet<long> changed = [];
    private readonly List<(string Key, long PaperId)> newKeys = [];
    private readonly List<(Listing Listing, long PaperId)> mentions = [];

    private PaperBatch(DbTransaction transaction, DateTimeOffset now) => (this.transaction, this.now) = (transaction, now);

    /// <summary>Papers made so far.</summary>
    public int Created { get; private set; }

    private DbConnection Connection => transaction.Connection!;

    public static async Task<PaperBatch> LoadAsync(DbTransaction transaction, IReadOnlyList<Listing> listings, DateTimeOffset now)
    {
        var batch = new PaperBatch(transaction, now);
        var keys = listings.SelectMany(listing => PaperKey.Strong(listing).Append(PaperKey.OfTitle(listing.Title))).Distinct(StringComparer.Ordinal);
        foreach (var chunk in keys.Chunk(500))
        {
            foreach (var (key, id) in await transaction.Connection!.QueryAsync<(string, long)>("SELECT key, paper_id FROM paper_keys WHERE key IN @chunk", new { chunk }, transaction))
            {
                batch.Know(key, id);
            }
        }

        foreach (var chunk in batch.byKey.Values.SelectMany(ids => ids).Distinct().Chunk(500))
        {
            foreach (var paper in await transaction.Connection!.QueryAsync<Paper>("SELECT * FROM papers WHERE id IN @chunk", new { chunk }, transaction))
            {
                batch.papers[paper.Id] = paper;
            }
        }

        return batch;
    }

    public async Task AddAsync(Listing listing)
    {
        var strong = PaperKey.Strong(listing);
        var title = PaperKey.OfTitle(listing.Title);
        var key = strong.FirstOrDefault() ?? title;
        var known = strong.SelectMany(Known).Distinct().ToList();
        if (known.Count == 0)
        {
            known = [.. Known(title).Where(id => PaperMerge.SameWork(papers[id], listing)).Take(1)];
        }

        if (known.Count == 0 && listing.Announce is Announcement.Replace or Announcement.ReplaceCross)
        {
            return;
        }

        // A title that others have taken names this work only together with an author.
        var paper = known.Count == 0 ? await CreateAsync(listing, key == title && Known(title).Count > 0 ? $"{title} by {PaperKey.OfTitle(listing.Authors[0])}" : key) : await JoinAsync(known, listing, key);
        foreach (var identity in strong.Append(title).Where(identity => !Known(identity).Contains(paper)))
        {
            Know(identity, paper);
            newKeys.Add((identity, paper));
        }

        mentions.Add((listing, paper));
    }

    private IReadOnlyList<long> Known(string key) => byKey.GetValueOrDefault(key) ?? [];

    private void Know(string key, long id)
    {
        if (!byKey.TryGetValue(key, out var ids))
        {
            byKey[key] = ids = [];
        }

        ids.Add(id);
    }

    private async Task<long> CreateAsync(Listing listing, string key)
    {
        var paper = PaperMerge.New(listing, key, now);
        var id = await Connection.ExecuteScalarAsync<long>(
            "INSERT INTO papers(key, title, url, first_seen, changed_at) VALUES (@Key, @Title, @Url, @FirstSeen, @ChangedAt) RETURNING id", paper, transaction);
        papers[id] = paper with { Id = id };
        changed.Add(id);
        Created++;
        return id;
    }

    private async Task<long> JoinAsync(List<long> known, Listing listing, string key)
    {
        var id = known.Min();
        foreach (var other in known.Where(other => other != id))
        {
            await UniteAsync(id, other);
        }

        var merged = PaperMerge.With(papers[id], listing, key, now);
        if (!ReferenceEquals(merged, papers[id]))
        {
            papers[id] = merged;
            changed.Add(id);
        }

        return id;
    }

    /// <summary>Two rows turn out to be one work: the older keeps everything of both.</summary>
    private async Task UniteAsync(long id, long other)
    {
        papers[id] = PaperMerge.With(papers[id], AsListing(papers[other]), papers[other].Key, now) with { FirstSeen = papers[id].FirstSeen < papers[other].FirstSeen ? papers[id].FirstSeen : papers[other].FirstSeen };
        papers.Remove(other);
        changed.Add(id);
        changed.Remove(other);
        foreach (var ids in byKey.Values.Where(ids => ids.Remove(other) && !ids.Contains(id)))
        {
            ids.Add(id);
        }

        for (var i = 0; i < newKeys.Count; i++)
        {
            newKeys[i] = newKeys[i].PaperId == other ? (newKeys[i].Key, id) : newKeys[i];
        }

        for (var i = 0; i < mentions.Count; i++)
        {
            mentions[i] = mentions[i].PaperId == other ? (mentions[i].Listing, id) : mentions[i];
        }

        await Connection.ExecuteAsync(
            """
            INSERT INTO paper_keys(key, paper_id) SELECT key, @id FROM paper_keys WHERE paper_id = @other ON CONFLICT DO NOTHING;
            UPDATE listings SET paper_id = @id WHERE paper_id = @other;
            UPDATE digest_papers SET paper_id = @id WHERE paper_id = @other;
            DELETE FROM papers WHERE id = @other;
            """,
            new { id, other }, transaction);
    }

    private static Listing AsListing(Paper paper) => new()
    {
        Source = "",
        SourceId = "",
        Edition = default,
        Title = paper.Title,
        Abstract = paper.Abstract,
        Authors = paper.Authors,
        Categories = paper.Categories,
        Organization = paper.Organization,
        Published = paper.Published,
        Votes = paper.Votes,
        Comments = paper.Comments,
        Stars = paper.Stars,
        Url = paper.Url,
        PdfUrl = paper.PdfUrl,
        HtmlUrl = paper.HtmlUrl,
        CodeUrl = paper.CodeUrl,
        ProjectUrl = paper.ProjectUrl,
        DiscussionUrl = paper.DiscussionUrl,
        ThumbnailUrl = paper.ThumbnailUrl,
        Withdrawn = paper.WithdrawnAt is not null,
    };

    public async Task SaveAsync()
    {
        await Connection.ExecuteAsync(
            """
            UPDATE papers SET key = @Key, title = @Title, abstract = @Abstract, authors = @Authors, categories = @Categories, organization = @Organization,
                published = @Published, first_seen = @FirstSeen, changed_at = @ChangedAt, votes = @Votes, comments = @Comments, stars = @Stars, url = @Url, pdf_url = @PdfUrl, html_url = @HtmlUrl,
                code_url = @CodeUrl, project_url = @ProjectUrl, discussion_url = @DiscussionUrl, thumbnail_url = @ThumbnailUrl, withdrawn_at = @WithdrawnAt
            WHERE id = @Id
            """,
            changed.Select(id => papers[id]), transaction);
        await Connection.ExecuteAsync(
            "INSERT INTO paper_keys(key, paper_id) VALUES (@Key, @PaperId) ON CONFLICT DO NOTHING",
            newKeys.Select(pair => new { pair.Key, pair.PaperId }), transaction);
        await Connection.ExecuteAsync(
            """
            INSERT INTO listings(paper_id, source, source_id, edition, announce, version, votes, url, seen_at)
            VALUES (@PaperId, @Source, @SourceId, @Edition, @announce, @Version, @Votes, @Url, @now)
            ON CONFLICT (source, source_id, edition) DO UPDATE SET votes = excluded.votes, version = excluded.version
            """,
            mentions.Select(mention => new
            {
                mention.PaperId,
                mention.Listing.Source,
                mention.Listing.SourceId,
                mention.Listing.Edition,
                announce = mention.Listing.Announce.ToString(),
                mention.Listing.Version,
                mention.Listing.Votes,
                mention.Listing.Url,
                now,
            }),
            transaction);
    }
}
