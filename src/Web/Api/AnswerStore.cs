using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Api;

/// <summary>
/// What POSTs with an Idempotency-Key were answered, so that the same request twice acts once. Two that come at once
/// are told apart by the database, over all processes.
/// </summary>
internal sealed class AnswerStore(Database database, IOptions<ApiOptions> options, TimeProvider clock)
{
    // Whatever was under way for longer went down with its process.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <param name="name">The Idempotency-Key.</param>
    /// <param name="request">Hash of all that makes the request what it is.</param>
    /// <returns>Null where the caller is to act and answer; else what to answer.</returns>
    public Task<ApiAnswer?> ClaimAsync(long keyId, string name, string request, CancellationToken cancel) =>
        database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync("DELETE FROM api_answers WHERE at <= @before",
            new { before = now - options.Value.KeepAnswersFor });
        var isOurs = await transaction.ExecuteAsync(
            """
            INSERT INTO api_answers(key_id, name, request, at) VALUES (@keyId, @name, @request, @now)
            ON CONFLICT (key_id, name) DO UPDATE SET at = excluded.at
            WHERE api_answers.status IS NULL AND api_answers.request = excluded.request AND api_answers.at <= @ended
            """,
            new { keyId, name, request, now, ended = now - Lease }) > 0;
        return isOurs ? null : await EarlierAsync(transaction, keyId, name, request);
    }, cancel);

    private static async Task<ApiAnswer?> EarlierAsync(Transaction transaction, long keyId, string name,
        string request)
    {
        var row = await transaction.QuerySingleAsync<AnswerRow>(
            "SELECT request, status, location, body FROM api_answers WHERE key_id = @keyId AND name = @name",
            new { keyId, name });
        return row switch
        {
            _ when row.Request != request => ApiAnswer.Fault(StatusCodes.Status422UnprocessableEntity, "reused",
                "This Idempotency-Key was used for another request; take a new one."),
            { Status: { } status } => new ApiAnswer((int)status, row.Body, row.Location) { IsReplayed = true },
            _ => ApiAnswer.Fault(StatusCodes.Status409Conflict, "running",
                "The request with this Idempotency-Key is under way; retry in a moment."),
        };
    }

    public Task KeepAsync(long keyId, string name, ApiAnswer answer) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync(
            """
            UPDATE api_answers SET status = @Status, location = @Location, body = @Json
            WHERE key_id = @keyId AND name = @name
            """,
            new { keyId, name, answer.Status, answer.Location, answer.Json }), CancellationToken.None);

    /// <summary>After a request that changed nothing, so that it can be sent again.</summary>
    public Task ForgetAsync(long keyId, string name) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync("DELETE FROM api_answers WHERE key_id = @keyId AND name = @name AND status IS NULL",
            new { keyId, name }), CancellationToken.None);

    private sealed record AnswerRow
    {
        public string Request { get; init; } = "";

        public long? Status { get; init; }

        public string? Location { get; init; }

        public string? Body { get; init; }
    }
}
