using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Bounces;

/// <summary>
/// Forgets what came back long ago, and by what it was known again. Who was suppressed for it stays so.
/// </summary>
internal sealed class BounceRetention(Database database, IOptions<BounceOptions> options, TimeProvider clock)
{
    /// <summary>What is older counts no more, whoever shows it again.</summary>
    public DateTimeOffset Since => clock.GetUtcNow() - options.Value.KeepFor;

    /// <returns>How many mails and events were forgotten.</returns>
    public Task<int> ForgetAsync(CancellationToken cancel) => database.WriteAsync(
        async transaction =>
        {
            await transaction.ExecuteAsync("DELETE FROM bounces WHERE at < @Since", new { Since });
            return await transaction.ExecuteAsync("DELETE FROM returns WHERE read_at < @Since", new { Since });
        },
        cancel);
}
