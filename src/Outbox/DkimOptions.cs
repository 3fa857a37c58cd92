namespace DigestMailer.Outbox;

/// <summary>Whether and how our mail is signed (DKIM, RFC 6376).</summary>
internal sealed class DkimOptions
{
    /// <summary>None where the relay signs: some refuse a second signature.</summary>
    public DkimMode Mode { get; set; }

    /// <summary>The domain that signs; null means the domain of From, which is what DMARC compares it with.</summary>
    public string? Domain { get; set; }

    /// <summary>Name of the key: its record is at <c>selector._domainkey.domain</c>.</summary>
    public string Selector { get; set; } = "digest";

    /// <summary>The RSA key, PEM, as <c>keys dkim</c> writes it.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Name of the Ed25519 key, for Dual.</summary>
    public string Ed25519Selector { get; set; } = "digest-ed25519";

    /// <summary>The Ed25519 key, PEM, for Dual.</summary>
    public string? Ed25519KeyFile { get; set; }
}

/// <summary>
/// How many signatures a mail carries. Ed25519 alone is not offered: large receivers do not verify it (RFC 8463).
/// </summary>
internal enum DkimMode { None, Rsa, Dual }
