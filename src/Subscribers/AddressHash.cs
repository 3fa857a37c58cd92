using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Subscribers;

/// <summary>Keyed hash of an address without regard to case: what remains of a person after erasing, and what suppressions are compared by.</summary>
internal sealed class AddressHash(KeyRing ring)
{
    public string Of(string email)
    {
        // The oldest key for ever: a hash made anew by a younger key would forget every suppression.
        var key = ring.Keys("addresses")[^1];
        return Convert.ToHexStringLower(HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes(email.ToLowerInvariant())).AsSpan(0, 16));
    }
}
