using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers;

/// <summary>A person to be added with their wishes.</summary>
/// <param name="Email">Already checked by <see cref="EmailAddress"/>.</param>
/// <param name="Confirmed">True only where the consent is proved; others stay pending and are not mailed.</param>
/// <param name="Source">Where the consent came from: command, import, form.</param>
/// <param name="Proof">The proof given, or the wording agreed to.</param>
internal sealed record Enrolment(string Email, string? Name, Wishes Wishes, bool Confirmed, string Source,
    string? Proof)
{
    /// <summary>
    /// Which of the person's digests it is, as <see cref="DigestName.Read"/> gives the name; null means the first one.
    /// </summary>
    public string? Digest { get; init; }

    /// <summary>Where the consent came from, cut to its network.</summary>
    public string? Network { get; init; }

    /// <summary>Where it is in the file it comes from, to be shown.</summary>
    public int Line { get; init; }

    /// <summary>When they agreed; null means that nobody knows, and the time of enrolling is kept.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>Whether that is only when their row was made, which is older or newer than their consent.</summary>
    public bool IsDayOfRow { get; init; }

    /// <summary>When they agreed, where the consent has a day of its own; it alone wins over a leaving.</summary>
    public DateTimeOffset? AgreedAt => IsDayOfRow ? null : ConsentedAt;

    /// <summary>
    /// Whether nobody knows when they agreed, so that the recorded time says nothing; what a reader does on a page of
    /// theirs is done now.
    /// </summary>
    public bool IsUndated => AgreedAt is null && Source != "preferences";

    /// <summary>Whether they are to be kept as people who left.</summary>
    public bool HasLeft { get; init; }

    /// <summary>When they left, if that is known.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Whether they come back even if they left here after they agreed.</summary>
    public bool MayReturn { get; init; }
}

/// <summary>What became of an <see cref="Enrolment"/>.</summary>
internal enum Enrolled
{
    Added, Changed, Suppressed,

    /// <summary>They left here, and nothing says that they came back: they stay as they are.</summary>
    Left,

    /// <summary>They agreed here after they left there: they stay as they are.</summary>
    Kept,

    /// <summary>They have as many digests as a reader may have.</summary>
    Full,
}
