using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Subscribers;

/// <summary>
/// Tokens that let their bearer do one thing for one subscriber: <c>v1.key.subscriber.mac</c>, HMAC-SHA256 bound to the purpose,
/// compared in constant time. They carry no address and do not expire.
/// </summary>
internal sealed class SignedLinks(KeyRing ring)
{
    /// <summary>Purpose of the keys that sign.</summary>
    public const string Ring = "links";

    public string Sign(LinkPurpose purpose, long subscriberId)
    {
        var key = ring.Keys(Ring)[0];
        return $"v1.{key.Id.ToString(CultureInfo.InvariantCulture)}.{subscriberId.ToString(CultureInfo.InvariantCulture)}.{Mac(key, purpose, subscriberId)}";
    }

    /// <summary>The subscriber that <paramref name="token"/> speaks for, or null where it is not ours, for another purpose, or damaged.</summary>
    public long? Verify(LinkPurpose purpose, string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 4 || parts[0] != "v1"
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var keyId)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var subscriberId)
            || ring.Keys(Ring).FirstOrDefault(key => key.Id == keyId) is not { } key)
        {
            return null;
        }

        var expected = Encoding.ASCII.GetBytes(Mac(key, purpose, subscriberId));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(parts[3])) ? subscriberId : null;
    }

    private static string Mac(SigningKey key, LinkPurpose purpose, long subscriberId)
    {
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(key.Secret, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{purpose}:{subscriberId}")), mac);
        return Base64Url.EncodeToString(mac[..18]);
    }
}

/// <summary>What a signed link may be used for, and nothing else.</summary>
internal enum LinkPurpose { Unsubscribe, Preferences }
