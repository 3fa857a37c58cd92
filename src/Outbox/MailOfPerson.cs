using System.Data.Common;
using Dapper;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Outbox;

/// <summary>The mail of a person, for their record. Its rows go with the subscriber's row.</summary>
internal sealed class MailOfPerson : IPersonalData
{
    public async Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId) =>
        ("mail", await connection.QueryAsync<MailRow>(
            "SELECT COALESCE(letter, kind) AS kind, slot, state, done_at FROM outbox "
                + $"WHERE subscriber_id IN {ReaderSql.Rows("@subscriberId")} ORDER BY id",
            new { subscriberId }));

    private sealed record MailRow
    {
        public string Kind { get; init; } = "";

        public DateTimeOffset Slot { get; init; }

        public string State { get; init; } = "";

        public DateTimeOffset? DoneAt { get; init; }
    }
}
