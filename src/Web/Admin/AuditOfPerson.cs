using System.Data.Common;
using Dapper;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Admin;

/// <summary>
/// What operators did to a person, for their record, without the operators' names. It keeps no address, so erasing has
/// nothing to erase.
/// </summary>
internal sealed class AuditOfPerson : IPersonalData
{
    public async Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId)
    {
        var rows = (await connection.QueryAsync<ActRow>(
            """
            SELECT a.at, a.act FROM admin_audit a WHERE a.address_hash IN (
                SELECT address_hash FROM subscribers WHERE id = @subscriberId
                UNION SELECT old_hash FROM address_changes WHERE subscriber_id = @subscriberId AND state = 'Moved')
            ORDER BY a.id
            """,
            new { subscriberId })).ToList();
        return rows.Count == 0 ? null : ("operators", rows);
    }

    private sealed record ActRow
    {
        public DateTimeOffset At { get; init; }

        public string Act { get; init; } = "";
    }
}
