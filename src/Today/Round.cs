namespace DigestMailer.Today;

/// <summary>How a round of the schedule, such as planning, went last.</summary>
internal sealed record Round
{
    /// <summary>The reading of settings and templates, at the start and when it is asked for.</summary>
    public const string Reloading = "reloading";

    /// <summary>The counting of mail for the figures of the day.</summary>
    public const string Counting = "counting";

    public string Name { get; init; } = "";

    /// <summary>The last time that it went well.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Why it failed, in one line.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it failed since it last went well.</summary>
    public bool IsFailing => Fails(EndedAt, FailedAt);

    public static bool Fails(DateTimeOffset? ended, DateTimeOffset? failed) => failed is not null && !(ended >= failed);
}
