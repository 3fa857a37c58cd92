using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>A library that a reader connected, a row of <c>libraries</c>.</summary>
internal sealed record Library
{
    /// <summary>The digest for which its papers count as liked.</summary>
    public long SubscriberId { get; init; }

    /// <summary>Number of its owner, as Zotero has it.</summary>
    public long Owner { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The key, sealed; null once Zotero has rejected it.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>Of the library when it was read; null while it was not.</summary>
    public long? Version { get; init; }

    /// <summary>Keys of the papers that came from it when it was read.</summary>
    public TextList Papers { get; init; } = [];

    public DateTimeOffset ConnectedAt { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    public DateTimeOffset? NextAt { get; init; }
}
