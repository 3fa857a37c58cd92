using System.Data.Common;
using Dapper;

namespace DigestMailer.Subscribers.Saved;

/// <summary>The papers that a person saved, for their record. They go with the subscriber's row.</summary>
internal sealed class SavedOfPerson : IPersonalData
{
    public async Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId) =>
        ("saved", await connection.QueryAsync<SavedPaper>(
            """
            SELECT paper_key AS key, saved_at FROM saved_papers WHERE subscriber_id = @subscriberId
            ORDER BY saved_at, paper_key
            """,
            new { subscriberId }));
}
