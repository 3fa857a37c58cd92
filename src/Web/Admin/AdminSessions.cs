using System.Security.Cryptography;
using System.Text;
using Dapper;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Admin;

/// <summary>
/// The sessions of operators, over all processes. Signing out and a new secret end one at once, whoever still has its
/// cookie.
/// </summary>
internal sealed class AdminSessions(Database database, IOptions<AdminOptions> options, TimeProvider clock)
{
    /// <summary>Begins a session; those that are over are forgotten.</summary>
    /// <returns>Its number, which only the cookie has.</returns>
    public async Task<string> BeginAsync(Transaction transaction)
    {
        var (session, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), clock.GetUtcNow());
        await transaction.ExecuteAsync(
            """
            DELETE FROM admin_sessions WHERE ends_at <= @now;
            INSERT INTO admin_sessions(id, began_at, ends_at) VALUES (@id, @now, @end);
            """,
            new { id = IdOf(session), now, end = now + options.Value.SessionLength });
        return session;
    }

    public async Task<bool> LivesAsync(string session, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM admin_sessions WHERE id = @id AND ends_at > @now",
            new { id = IdOf(session), now = clock.GetUtcNow() }) > 0;
    }

    public Task EndAsync(Transaction transaction, string session) => transaction.ExecuteAsync(
        "DELETE FROM admin_sessions WHERE id = @id", new { id = IdOf(session) });

    /// <summary>A copy of the table opens nothing, and a session of another secret is not found.</summary>
    private string IdOf(string session) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes($"{options.Value.Secret} {options.Value.OpenId.ClientSecret}"),
        Encoding.UTF8.GetBytes(session)));
}
