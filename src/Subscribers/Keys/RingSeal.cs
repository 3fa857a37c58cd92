using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Subscribers.Keys;

/// <summary>
/// Seals secrets of readers by a key of the ring (AES-256-GCM, NIST SP 800-38D), so that a copy of their table alone
/// tells nothing. What is sealed for one reader opens for no other.
/// </summary>
internal sealed class RingSeal(KeyRing ring)
{
    private const int Number = sizeof(long);
    private const int Nonce = 12;
    private const int Tag = 16;

    /// <param name="purpose">Which keys of the ring seal it.</param>
    /// <param name="owner">The number of the reader to whom it belongs.</param>
    public byte[] Seal(string purpose, long owner, string secret)
    {
        var (key, plain) = (ring.Keys(purpose)[0], Encoding.UTF8.GetBytes(secret));
        var all = new byte[Number + Nonce + Tag + plain.Length];
        BinaryPrimitives.WriteInt64BigEndian(all, key.Id);
        RandomNumberGenerator.Fill(all.AsSpan(Number, Nonce));
        using var aes = new AesGcm(key.Secret, Tag);
        aes.Encrypt(all.AsSpan(Number, Nonce), plain, all.AsSpan(Number + Nonce + Tag),
            all.AsSpan(Number + Nonce, Tag), Bound(purpose, owner));
        return all;
    }

    /// <summary>The secret; null where its key was revoked, or it was sealed for another reader.</summary>
    public string? Open(string purpose, long owner, ReadOnlySpan<byte> sealedSecret)
    {
        if (sealedSecret.Length < Number + Nonce + Tag
            || ring.Find(purpose, BinaryPrimitives.ReadInt64BigEndian(sealedSecret)) is not { } key)
        {
            return null;
        }

        var plain = new byte[sealedSecret.Length - Number - Nonce - Tag];
        using var aes = new AesGcm(key.Secret, Tag);
        try
        {
            aes.Decrypt(sealedSecret.Slice(Number, Nonce), sealedSecret[(Number + Nonce + Tag)..],
                sealedSecret.Slice(Number + Nonce, Tag), plain, Bound(purpose, owner));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            // Changed, or moved to another reader's row: the framework has no answer but this for it.
            return null;
        }
    }

    private static byte[] Bound(string purpose, long owner) => [.. BitConverter.GetBytes(owner),
        .. Encoding.UTF8.GetBytes(purpose)];
}
