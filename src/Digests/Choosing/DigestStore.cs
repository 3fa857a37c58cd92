using System.Text.Json;
using Dapper;
using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Summaries;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// Digests in the database: what was chosen for a cohort, and through the chain of digests what each reader was sent.
/// </summary>
internal sealed class DigestStore(Database database, PaperStore papers, SummaryStore summaries,
    TopicCatalogue catalogue)
{
    /// <summary>
    /// What the readers of a chain were sent that could still be chosen again: the papers of its digests made since
    /// <paramref name="from"/>. Older digests hold only papers first seen before the window.
    /// </summary>
    public async Task<ISet<long>> SentSinceAsync(long? lastDigestId, DateTimeOffset from,
        CancellationToken cancel = default)
    {
        if (lastDigestId is null)
        {
            return new HashSet<long>();
        }

        await using var connection = await database.OpenAsync(cancel);
        var ids = await connection.QueryAsync<long>(
            """
            WITH RECURSIVE chain(id, previous_id) AS (
                SELECT id, previous_id FROM digests WHERE id = @lastDigestId AND created_at >= @from
                UNION ALL
                SELECT d.id, d.previous_id FROM chain c JOIN digests d ON d.id = c.previous_id
                WHERE d.created_at >= @from)
            SELECT paper_id FROM digest_papers WHERE digest_id IN (SELECT id FROM chain)
            """,
            new { lastDigestId, from });
        return ids.ToHashSet();
    }

    /// <summary>Keeps choices inside the caller's transaction, all in two statements.</summary>
    /// <returns>The digests' ids, in order.</returns>
    public async Task<IReadOnlyList<long>> AddAsync(Transaction transaction, IReadOnlyList<NewDigest> made)
    {
        var ids = await database.ReserveIdsAsync(transaction, "digests", made.Count);
        await database.BulkAsync(transaction, "digests",
            "id,kind,topic_set_id,every,slot,previous_id,window_from,matched,created_at,notices,by_topic",
            made.Select((digest, index) => new object?[]
        {
            ids[index], digest.Kind.ToString(), digest.TopicSetId, digest.Every, digest.Slot.ToUnixTimeMilliseconds(),
            digest.PreviousId,
            digest.From.ToUnixTimeMilliseconds(), digest.Choice.Matched, digest.CreatedAt.ToUnixTimeMilliseconds(),
            JsonSerializer.Serialize(digest.Notices),
            digest.Choice.ByTopic.Count == 0 ? null : JsonSerializer.Serialize(digest.Choice.ByTopic),
        }));
        await database.BulkAsync(transaction, "digest_papers", "digest_id,rank,paper_id,score,because",
            made.SelectMany((digest, index) =>
            digest.Choice.Papers
                .Select(
                    (chosen, place) =>
                        new object?[] { ids[index], place + 1, chosen.Paper.Id, chosen.Score,
                            JsonSerializer.Serialize(chosen.Because) })));
        return ids;
    }

    /// <summary>What a digest shows; a paper withdrawn since is left out.</summary>
    public async Task<DigestContent> ContentAsync(long digestId, CancellationToken cancel = default) =>
        (await ContentsAsync([digestId], cancel))[digestId];

    /// <summary>What several digests show, by their ids, in as many statements as for one.</summary>
    public async Task<IReadOnlyDictionary<long, DigestContent>> ContentsAsync(IReadOnlyCollection<long> digestIds,
        CancellationToken cancel = default)
    {
        var ids = JsonSerializer.Serialize(digestIds);
        await using var connection = await database.OpenAsync(cancel);
        var heads = (await connection.QueryAsync<DigestRow>(
            $"""
            SELECT d.id, d.kind, d.every, d.slot, d.matched, d.created_at, d.notices, d.by_topic, t.definition
            FROM digests d JOIN topic_sets t ON t.id = d.topic_set_id
            WHERE d.id IN {database.Dialect.JsonValues("@ids")}
            """,
            new { ids })).ToList();
        var rows = (await connection.QueryAsync<ChosenRow>(
            $"SELECT digest_id, paper_id, score, because FROM digest_papers WHERE digest_id IN "
                + $"{database.Dialect.JsonValues("@ids")} ORDER BY digest_id, rank", new { ids })).ToList();
        var found = await papers.FindAsync(connection, [.. rows.Select(row => row.PaperId).Distinct()]);
        var written = (await summaries.WrittenAsync(connection, rows.Select(row => row.PaperId)))
            .ToLookup(summary => summary.PaperId);
        var chosen = rows.ToLookup(row => row.DigestId);
        return heads.ToDictionary(head => head.Id, head => Content(head, chosen[head.Id], found, written));
    }

    private DigestContent Content(DigestRow head, IEnumerable<ChosenRow> rows,
        IReadOnlyDictionary<long, Paper> found, ILookup<long, PaperSummary> written) => new()
        {
            Kind = head.Kind,
            Every = head.Every,
            Slot = head.Slot,
            Matched = head.Matched,
            Notices = JsonSerializer.Deserialize<List<SourceNotice>>(head.Notices)!,
            Topics = Names(TopicSet.FromDefinition(head.Definition)),
            Sections = Sections(head),
            // One that was written later would change the mail between two attempts.
            Summaries = [.. rows.Select(row => row.PaperId).Distinct().SelectMany(paper => written[paper])
                .Where(summary => summary.AskedAt <= head.CreatedAt)],
            // Two rows that turned out to be one work stand in a digest twice; it is shown once.
            Papers =
            [.. rows.DistinctBy(row => row.PaperId)
                .Where(row => found.TryGetValue(row.PaperId, out var paper) && paper.WithdrawnAt is null)
            .Select(
                row => new ChosenPaper(found[row.PaperId], row.Score,
                    JsonSerializer.Deserialize<Because>(row.Because)!))],
        };

    /// <summary>What a reader is told they follow.</summary>
    public IReadOnlyList<string> Names(TopicSet topics) =>
        [.. topics.Topics.Select(slug => catalogue.Find(slug)?.Name ?? slug), .. topics.Queries];

    /// <summary>Where the papers of each topic are, those of the digest and the others.</summary>
    private Dictionary<string, DigestSection> Sections(DigestRow head)
    {
        if (head.ByTopic is null)
        {
            return [];
        }

        var topics = TopicSet.FromDefinition(head.Definition).Topics;
        var slugs = topics.Select(catalogue.Find).OfType<Topic>().DistinctBy(topic => topic.Name)
            .ToDictionary(topic => topic.Name, topic => topic.Slug);
        return JsonSerializer.Deserialize<Dictionary<string, int>>(head.ByTopic)!.ToDictionary(pair => pair.Key,
            pair => new DigestSection(pair.Value, slugs.TryGetValue(pair.Key, out var slug) ? $"topics/{slug}"
                : $"search?q={Uri.EscapeDataString(pair.Key)}"));
    }

    private sealed record DigestRow
    {
        public long Id { get; init; }

        public DigestKind Kind { get; init; }

        public Every Every { get; init; }

        public DateTimeOffset Slot { get; init; }

        public int Matched { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public string Notices { get; init; } = "[]";

        public string? ByTopic { get; init; }

        public string Definition { get; init; } = "";
    }

    private sealed record ChosenRow
    {
        public long DigestId { get; init; }

        public long PaperId { get; init; }

        public double Score { get; init; }

        public string Because { get; init; } = "";
    }
}

/// <summary>A choice about to be kept.</summary>
internal sealed record NewDigest(DigestKind Kind, long TopicSetId, string Every, DateTimeOffset Slot, long? PreviousId,
    DateTimeOffset From, DateTimeOffset CreatedAt, Choice Choice)
{
    /// <summary>Sources whose papers are missing.</summary>
    public IReadOnlyList<SourceNotice> Notices { get; init; } = [];
}
