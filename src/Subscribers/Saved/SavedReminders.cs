using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using DigestMailer.Subscribers.Times;

namespace DigestMailer.Subscribers.Saved;

/// <summary>
/// Readers who want a reminder of the papers on their list: each week on the day they asked for it, at the hour of
/// their digest.
/// </summary>
internal sealed class SavedReminders(Database database, TimeProvider clock)
{
    private static readonly string Reader = ReaderSql.Of("@Id");

    /// <summary>Asks for reminders, the first in a week, or ends them; twice is the same as once.</summary>
    public Task SetAsync(Subscriber reader, bool wanted, CancellationToken cancel = default)
    {
        var rhythm = reader.Wishes.Rhythm;
        var today = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), rhythm.Zone).Date;
        var first = LocalTime.Instant(today.AddDays(7) + rhythm.At.ToTimeSpan(), rhythm.Zone);
        return database.WriteAsync(transaction => transaction.ExecuteAsync(wanted
            ? $"""
                INSERT INTO saved_reminders(subscriber_id, next_at) VALUES ({Reader}, @first)
                ON CONFLICT (subscriber_id) DO NOTHING
                """
            : $"DELETE FROM saved_reminders WHERE subscriber_id = {Reader}", new { reader.Id, first }), cancel);
    }

    /// <summary>Whether the reader is reminded, whichever of their digests is named.</summary>
    public async Task<bool> IsOnAsync(long subscriberId, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(
            $"SELECT EXISTS (SELECT 1 FROM saved_reminders WHERE subscriber_id = {Reader})", new { Id = subscriberId });
    }
}
