using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Subscribers.Keys;

namespace DigestMailer.Subscribers;

/// <summary>
/// Tokens that let their bearer do one thing for one subscriber: the number of the key, the subscriber, perhaps an
/// expiry, and an HMAC-SHA256 bound to the purpose and the expiry, compared in constant time. They carry no address.
/// </summary>
internal sealed class SignedLinks(KeyRing ring, TimeProvider clock)
{
    /// <summary>Purpose of the keys that sign.</summary>
    public const string Ring = "links";

    /// <param name="subscriberId">Of whom it speaks; for <see cref="LinkPurpose.Move"/> and
    /// <see cref="LinkPurpose.UndoMove"/> the number of the change of address.</param>
    /// <param name="expires">Rounded down to a second; null means never.</param>
    public string Sign(LinkPurpose purpose, long subscriberId, DateTimeOffset? expires = null)
    {
        var key = ring.Keys(Ring)[0];
        var expiry = expires?.ToUnixTimeSeconds();
        return new LinkText(key.Id, subscriberId, expiry, Mac(key, purpose, subscriberId, expiry)).ToString();
    }

    /// <summary>
    /// The subscriber that <paramref name="token"/> speaks for, or null where it is not ours, for another purpose,
    /// damaged or past its end.
    /// </summary>
    public long? Verify(LinkPurpose purpose, string token) =>
        LinkText.Readings(token).FirstOrDefault(link => IsGood(purpose, link))?.Subscriber;

    private bool IsGood(LinkPurpose purpose, LinkText link) =>
        ring.Find(Ring, link.Key) is { } key
            && CryptographicOperations.FixedTimeEquals(Mac(key, purpose, link.Subscriber, link.Expiry), link.Mac)
            && !(link.Expiry <= clock.GetUtcNow().ToUnixTimeSeconds());

    private static byte[] Mac(SigningKey key, LinkPurpose purpose, long subscriberId, long? expiry)
    {
        Span<byte> mac = stackalloc byte[32];
        var content = expiry is null ? string.Create(CultureInfo.InvariantCulture, $"{purpose}:{subscriberId}")
            : string.Create(CultureInfo.InvariantCulture, $"{purpose}:{subscriberId}.{expiry}");
        key.Sign(Encoding.ASCII.GetBytes(content), mac);
        return mac[..LinkText.MacBytes].ToArray();
    }
}

/// <summary>What a signed link may be used for, and nothing else.</summary>
internal enum LinkPurpose { Unsubscribe, Preferences, Feedback, View, Confirm, Undo, Move, UndoMove, Saved }
