namespace DigestMailer.Delivery.Relays;

/// <summary>
/// A mail as it is sent, with its envelope: nothing after this changes a byte of it, so its signature holds.
/// </summary>
/// <param name="Signature">The fields that go before it, each with its CRLF; empty where the relay signs.</param>
/// <param name="Bytes">Head and body, lines ended by CRLF, no dot doubled.</param>
/// <param name="From">The envelope sender.</param>
/// <param name="To">The envelope recipient.</param>
/// <param name="MessageId">Without angle brackets; the ENVID of delivery reports too (RFC 3461).</param>
/// <param name="Slot">The time the mail is for.</param>
internal sealed record WireMail(byte[] Signature, byte[] Bytes, string From, string To, string MessageId,
    DateTimeOffset Slot)
{
    /// <summary>Bytes of all of it.</summary>
    public int Size => Signature.Length + Bytes.Length;

    /// <summary>The part of the recipient after the @, in lower case.</summary>
    public string Domain { get; } = To[(To.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>Whether a relay must know SMTPUTF8 (RFC 6531) to take it.</summary>
    public bool NeedsUtf8 => To.Any(c => !char.IsAscii(c));

    /// <summary>Whether a line begins with a dot, which SMTP doubles (RFC 5321 §4.5.2).</summary>
    public bool HasDots { get; } = Bytes.AsSpan().IndexOf("\n."u8) >= 0;

    /// <summary>Whether any byte is outside ASCII.</summary>
    public bool IsEightBit { get; } = Bytes.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)127);
}
