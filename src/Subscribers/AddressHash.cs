using System.Text;
using DigestMailer.Subscribers.Keys;

namespace DigestMailer.Subscribers;

/// <summary>
/// Keyed hash of an address in its one form and without regard to case: what remains of a person after erasing, and
/// what suppressions are compared by.
/// </summary>
internal sealed class AddressHash(KeyRing ring)
{
    /// <param name="email">In any form that <see cref="EmailAddress"/> reads; anything else is hashed as it is.</param>
    public string Of(string email) =>
        OfChecked(EmailAddress.TryParse(email, out var address, out _) ? address : email);

    /// <param name="address">As <see cref="EmailAddress"/> gave it.</param>
    public string OfChecked(string address)
    {
        // Always the oldest key: a hash by a younger key would forget every suppression.
        var key = ring.Keys("addresses")[^1];
        Span<byte> mac = stackalloc byte[32];
        key.Sign(Encoding.UTF8.GetBytes(address.ToLowerInvariant()), mac);
        return Convert.ToHexStringLower(mac[..16]);
    }
}
