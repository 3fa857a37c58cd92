using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Subscribers;

/// <summary>
/// Tokens that let their bearer do one thing for one subscriber: <c>v1.key.subscriber.mac</c>, or
/// <c>v1.key.subscriber.expiry.mac</c> for those that end; HMAC-SHA256 bound to the purpose and the expiry, compared in
/// constant time. They carry no address.
/// </summary>
internal sealed class SignedLinks(KeyRing ring, TimeProvider clock)
{
    /// <summary>Purpose of the keys that sign.</summary>
    public const string Ring = "links";

    /// <param name="expires">Rounded down to a second; null means never.</param>
    public string Sign(LinkPurpose purpose, long subscriberId, DateTimeOffset? expires = null)
    {
        var key = ring.Keys(Ring)[0];
        var content = Content(subscriberId, expires?.ToUnixTimeSeconds());
        return string.Create(CultureInfo.InvariantCulture, $"v1.{key.Id}.{content}.{Mac(key, purpose, content)}");
    }

    /// <summary>
    /// The subscriber that <paramref name="token"/> speaks for, or null where it is not ours, for another purpose,
    /// damaged or past its end.
    /// </summary>
    public long? Verify(LinkPurpose purpose, string token)
    {
        var parts = token.Split('.');
        if (parts.Length is not (4 or 5) || parts[0] != "v1"
            || !TryNumber(parts[1], out var keyId)
            || !TryNumber(parts[2], out var subscriberId)
            || ring.Find(Ring, keyId) is not { } key)
        {
            return null;
        }

        long? expiry = parts.Length == 4 ? null : TryNumber(parts[3], out var end) ? end : 0;
        var expected = Encoding.ASCII.GetBytes(Mac(key, purpose, Content(subscriberId, expiry)));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(parts[^1]))
            && !(expiry <= clock.GetUtcNow().ToUnixTimeSeconds()) ? subscriberId : null;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Content(long subscriberId, long? expiry) =>
        expiry is null ? subscriberId.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{subscriberId}.{expiry}");

    private static string Mac(SigningKey key, LinkPurpose purpose, string content)
    {
        Span<byte> mac = stackalloc byte[32];
        key.Sign(Encoding.ASCII.GetBytes($"{purpose}:{content}"), mac);
        return Base64Url.EncodeToString(mac[..18]);
    }
}

/// <summary>What a signed link may be used for, and nothing else.</summary>
internal enum LinkPurpose { Unsubscribe, Preferences, Feedback, View, Confirm, Undo }
