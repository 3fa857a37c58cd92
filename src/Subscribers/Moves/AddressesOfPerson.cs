using System.Data.Common;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Moves;

/// <summary>
/// The changes of address of a person, for their record. They go with the subscriber's row; what others asked about the
/// same address goes too.
/// </summary>
internal sealed class AddressesOfPerson(AddressHash hash) : IPersonalData
{
    public async Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId) =>
        ("addressChanges", await connection.QueryAsync<ChangeRow>(
            """
            SELECT old_email AS "from", new_email AS "to", state, source, network, asked_at, moved_at
            FROM address_changes WHERE subscriber_id = @subscriberId ORDER BY id
            """,
            new { subscriberId }));

    public Task EraseAsync(Transaction transaction, string email) => transaction.ExecuteAsync(
        "DELETE FROM address_changes WHERE old_hash = @addressHash OR new_hash = @addressHash",
        new { addressHash = hash.Of(email) });

    private sealed record ChangeRow
    {
        public string From { get; init; } = "";

        public string To { get; init; } = "";

        public string State { get; init; } = "";

        public string Source { get; init; } = "";

        public string? Network { get; init; }

        public DateTimeOffset AskedAt { get; init; }

        public DateTimeOffset? MovedAt { get; init; }
    }
}
