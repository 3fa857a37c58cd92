using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Forms;

/// <summary>
/// How many letters strangers can cause to one mailbox, however they spell it: one an hour and three a day. Nobody is
/// told, since that would say what others asked for.
/// </summary>
internal sealed class MailboxLimit(AddressHash hash, TimeProvider clock)
{
    private const int MostADay = 3;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The key that the limit counts by; made before the transaction, since the first makes a key.</summary>
    public string KeyOf(string email) => hash.Of(EmailAddress.Mailbox(email));

    /// <summary>Counts a letter inside the caller's transaction; false where it would be one too many.</summary>
    public async Task<bool> LetsInAsync(Transaction transaction, string key)
    {
        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync("DELETE FROM mailbox_letters WHERE at <= @before", new { before = now - Day });
        var sent = (await transaction.QueryAsync<DateTimeOffset>(
            "SELECT at FROM mailbox_letters WHERE mailbox_hash = @key", new { key })).ToList();
        if (sent.Count >= MostADay || sent.Exists(at => at > now - Hour))
        {
            return false;
        }

        await transaction.ExecuteAsync("INSERT INTO mailbox_letters(mailbox_hash, at) VALUES (@key, @now)",
            new { key, now });
        return true;
    }
}
