using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;

namespace DigestMailer.Web.Admin;

/// <summary>
/// The latest attempts that failed, of the last thousand: a few rows, however many readers there are.
/// </summary>
internal sealed class LastFailures(Database database)
{
    private const int Latest = 1000;
    private const int Most = 10;

    public async Task<IReadOnlyList<FailedAttempt>> ReadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<FailedAttempt>(
            $"""
            SELECT mail, at, outcome, text FROM (
                SELECT id, outbox_id AS mail, at, outcome, text FROM attempts ORDER BY id DESC LIMIT {Latest}) AS latest
            WHERE outcome <> {StateSql.Accepted} ORDER BY id DESC LIMIT {Most}
            """)];
    }
}
