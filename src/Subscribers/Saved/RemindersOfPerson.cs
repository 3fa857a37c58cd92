using System.Data.Common;
using Dapper;

namespace DigestMailer.Subscribers.Saved;

/// <summary>When a person is next reminded of the papers that they saved, for their record.</summary>
internal sealed class RemindersOfPerson : IPersonalData
{
    public async Task<(string Field, object Rows)?> OfAsync(DbConnection connection, long subscriberId)
    {
        var next = (await connection.QueryAsync<DateTimeOffset>(
            "SELECT next_at FROM saved_reminders WHERE subscriber_id = @subscriberId", new { subscriberId })).ToList();
        return next.Count == 0 ? null : ("saved_reminder", next[0]);
    }
}
