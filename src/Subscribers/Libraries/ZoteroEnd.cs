namespace DigestMailer.Subscribers.Libraries;

/// <summary>How a request to Zotero ended.</summary>
internal enum ZoteroEnd
{
    /// <summary>It answered what was asked.</summary>
    Read,

    /// <summary>The library is as it was when it was read last.</summary>
    Unchanged,

    /// <summary>It does not know the key, or has revoked it.</summary>
    Rejected,

    /// <summary>The key may change a library, which we never need.</summary>
    MayWrite,

    /// <summary>The key may not read its owner's library.</summary>
    MayNotRead,

    /// <summary>It asks us to wait, does not answer, or answers what we cannot read.</summary>
    Unavailable,
}
