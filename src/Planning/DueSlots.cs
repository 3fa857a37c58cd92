using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Planning;

/// <summary>
/// Tells whether a plan has anything to do, by itself: a command that finds nothing due loads no topics, papers and
/// templates.
/// </summary>
internal sealed class DueSlots(Database database, TimeProvider clock)
{
    /// <summary>Whether anybody's slot or reminder has come; otherwise a plan made now has nothing to do.</summary>
    /// <param name="only">Only this reader.</param>
    public async Task<bool> AnyAsync(long? only, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(
            $"""
            SELECT EXISTS (SELECT 1 FROM subscriptions s WHERE {PlanScope.Come} AND {PlanScope.Wanted})
                OR EXISTS (SELECT 1 FROM saved_reminders r WHERE {ReminderPlanner.IsDue})
            """,
            new { Now = clock.GetUtcNow(), Only = only });
    }
}
