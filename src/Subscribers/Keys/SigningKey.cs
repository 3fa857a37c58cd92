using System.Security.Cryptography;

namespace DigestMailer.Subscribers.Keys;

/// <summary>One secret of 32 bytes and its number, which signatures carry. Safe for several threads.</summary>
internal sealed class SigningKey
{
    // Setting up an HMAC takes longer than to sign with it, and each mail has several signatures.
    private IncrementalHash? spare;

    public required long Id { get; init; }

    public required byte[] Secret { get; init; }

    /// <summary>HMAC-SHA256 of <paramref name="content"/>, in 32 bytes.</summary>
    public void Sign(ReadOnlySpan<byte> content, Span<byte> mac)
    {
        var hash = Interlocked.Exchange(ref spare, null)
            ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Secret);
        hash.AppendData(content);
        hash.GetHashAndReset(mac);
        Interlocked.Exchange(ref spare, hash)?.Dispose();
    }
}
