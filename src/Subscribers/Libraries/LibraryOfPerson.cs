using System.Data.Common;
using Dapper;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>
/// The libraries that a person connected, for their record; never the key. They go with the subscriber's row.
/// </summary>
internal sealed class LibraryOfPerson : IPersonalData
{
    public async Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId)
    {
        var rows = (await connection.QueryAsync<Connected>(
            $"""
            SELECT l.owner, l.name, l.papers, l.connected_at, l.read_at FROM libraries l
            WHERE l.subscriber_id IN {ReaderSql.Rows("@subscriberId")} ORDER BY l.subscriber_id
            """,
            new { subscriberId })).ToList();
        return rows.Count == 0 ? null : ("zotero", rows);
    }

    private sealed record Connected
    {
        public long Owner { get; init; }

        public string Name { get; init; } = "";

        public Storage.TextList Papers { get; init; } = [];

        public DateTimeOffset ConnectedAt { get; init; }

        public DateTimeOffset? ReadAt { get; init; }
    }
}
