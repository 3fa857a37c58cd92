using System.Data.Common;
using System.Text.Json;
using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;

namespace DigestMailer.Today;

/// <summary>Counts a stretch of the outbox by day, kind, topic and domain.</summary>
internal sealed class FigureCount(Dialect dialect)
{
    private const long DayLength = 86_400_000;

    /// <summary>
    /// Rows with numbers after <paramref name="after"/>, up to <paramref name="last"/>, by their slots.
    /// </summary>
    public Task<IReadOnlyList<Figure>> PlannedAsync(DbConnection connection, long after, long last) =>
        CountAsync(connection, $"'{Figure.Planned}'", "slot", "o.id > @from AND o.id <= @to", after, last);

    /// <summary>Rows that ended from one instant until before another.</summary>
    public Task<IReadOnlyList<Figure>> EndedAsync(DbConnection connection, long from, long before) =>
        CountAsync(connection, "o.state", "done_at", "o.done_at >= @from AND o.done_at < @to", from, before);

    private async Task<IReadOnlyList<Figure>> CountAsync(DbConnection connection, string state, string time,
        string rows, long from, long to)
    {
        if (to <= from)
        {
            return [];
        }

        var domain = dialect == Dialect.Sqlite ? $"substr({ReaderSql.Email}, instr({ReaderSql.Email}, '@') + 1)"
            : $"split_part({ReaderSql.Email}, '@', 2)";
        var counted = (await connection.QueryAsync<CountedRow>(
            $"""
            SELECT day, kind, state, topic_set_id, domain, count(*) AS mails FROM (
                SELECT o.{time} - o.{time} % {DayLength} AS day, {OutboxItem.KindOf} AS kind, {state} AS state,
                    d.topic_set_id, {domain} AS domain
                FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id LEFT JOIN digests d ON d.id = o.digest_id
                WHERE {rows}) AS mails
            GROUP BY day, kind, state, topic_set_id, domain
            """,
            new { from, to })).ToList();
        var topics = await TopicsAsync(connection, counted);
        return [.. counted.SelectMany(row => Figures(row, topics))
            .GroupBy(figure => figure with { Mails = 0 })
            .Select(group => group.Key with { Mails = group.Sum(figure => figure.Mails) })];
    }

    /// <summary>What the subscribers of each topic set follow.</summary>
    private async Task<Dictionary<long, IReadOnlyList<string>>> TopicsAsync(DbConnection connection,
        List<CountedRow> counted)
    {
        var ids = JsonSerializer.Serialize(counted.Select(row => row.TopicSetId).OfType<long>().Distinct());
        var sets = await connection.QueryAsync<(long Id, string Definition)>(
            $"SELECT id, definition FROM topic_sets WHERE id IN {dialect.JsonValues("@ids")}", new { ids });
        return sets.ToDictionary(set => set.Id, set => Names(TopicSet.FromDefinition(set.Definition)));
    }

    private static IReadOnlyList<string> Names(TopicSet topics) =>
        topics.Topics.Count + topics.Queries.Count == 0 ? [Figure.EveryPaper]
            : [.. topics.Topics, .. topics.Queries.Take(1).Select(_ => Figure.OwnQuery)];

    private static IEnumerable<Figure> Figures(CountedRow row, Dictionary<long, IReadOnlyList<string>> topics) =>
    [
        new(row.Day, Figure.Kind, row.Kind, row.State, row.Mails),
        new(row.Day, Figure.Domain, row.Domain, row.State, row.Mails),
        .. (row.TopicSetId is { } set ? topics[set] : [Figure.Letter])
            .Select(topic => new Figure(row.Day, Figure.Topic, topic, row.State, row.Mails)),
    ];

    private sealed record CountedRow
    {
        public long Day { get; init; }

        public string Kind { get; init; } = "";

        public string State { get; init; } = "";

        public long? TopicSetId { get; init; }

        public string Domain { get; init; } = "";

        public long Mails { get; init; }
    }
}
