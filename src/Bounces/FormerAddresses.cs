using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Bounces;

/// <summary>
/// Tells a report about the address that a subscription has from one about an address that it has left, or that
/// somebody asked it to move to: both are proved by the same return path.
/// </summary>
internal sealed class FormerAddresses(AddressHash hash)
{
    // Servers try for up to five days before they give up.
    private static readonly TimeSpan Late = TimeSpan.FromDays(5);

    /// <param name="current">Hash of the address that the subscription has.</param>
    /// <param name="sentTo">Where the mail went, as far as anything says so.</param>
    /// <returns>Null where the report is about the current address.</returns>
    public async Task<FormerAddress?> OfAsync(Transaction transaction, long subscriber, string current, string? sentTo,
        DateTimeOffset at)
    {
        var changes = (await transaction.QueryAsync<(string Old, string New, DateTimeOffset AskedAt,
            DateTimeOffset? MovedAt)>(
            "SELECT old_hash, new_hash, asked_at, moved_at FROM address_changes WHERE subscriber_id = @subscriber",
            new { subscriber })).ToList();
        if (changes.Count == 0)
        {
            return null;
        }

        var named = sentTo is null ? null : hash.Of(sentTo);
        if (named == current)
        {
            return null;
        }

        if (changes.Exists(change => change.Old == named || change.New == named))
        {
            return new FormerAddress(named);
        }

        return changes.Exists(change => (change.MovedAt ?? change.AskedAt) > at - Late) ? new FormerAddress(null)
            : null;
    }
}

/// <summary>An address that is not, or not any more, the subscription's.</summary>
/// <param name="Hash">Null where nothing says which of several it is.</param>
internal sealed record FormerAddress(string? Hash);
