using DigestMailer.Digests.Choosing;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Planning;

/// <summary>Subscriptions of one language that are due soon and would share a digest.</summary>
internal sealed record ComingDigest
{
    public long TopicSetId { get; init; }

    public string Definition { get; init; } = "";

    public Every Every { get; init; }

    public int MaxPapers { get; init; }

    public long? LastDigestId { get; init; }

    /// <summary>What the readers' other digests held, as <see cref="SharedHistory"/> reads it.</summary>
    public string Others { get; init; } = "";

    public DateTimeOffset? PausedUntil { get; init; }

    public DateTimeOffset? ChosenAt { get; init; }

    public DateTimeOffset NextAt { get; init; }

    /// <summary>As the readers chose it.</summary>
    public string Language { get; init; } = "";

    public int Members { get; init; }

    public DueDigest Due => new(TopicSetId, TopicSet.FromDefinition(Definition), Every, MaxPapers, LastDigestId,
        ChosenAt ?? PausedUntil ?? NextAt, NextAt)
    {
        Others = SharedHistory.Read(Others),
    };
}
