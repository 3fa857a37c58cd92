using System.Text;

namespace DigestMailer.Subscribers;

/// <summary>
/// Keyed hash of an address without regard to case: what remains of a person after erasing, and what suppressions are
/// compared by.
/// </summary>
internal sealed class AddressHash(KeyRing ring)
{
    public string Of(string email)
    {
        // The oldest key for ever: a hash made anew by a younger key would forget every suppression.
        var key = ring.Keys("addresses")[^1];
        Span<byte> mac = stackalloc byte[32];
        key.Sign(Encoding.UTF8.GetBytes(email.ToLowerInvariant()), mac);
        return Convert.ToHexStringLower(mac[..16]);
    }
}
