using DigestMailer.Outbox;

namespace DigestMailer.Planning;

/// <summary>
/// Whose slots are planned, as the conditions that all statements of a plan share and their parameters.
/// </summary>
/// <param name="Only">Only this subscriber, or null for all.</param>
/// <param name="Recent">Where the window of choosing begins.</param>
internal sealed record PlanScope(DateTimeOffset Now, long? Only, DateTimeOffset Recent)
{
    /// <summary>No digest of theirs is open: only the one that heads their history can be.</summary>
    public const string Free =
        "NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber_id = s.subscriber_id "
        + $"AND o.digest_id = s.last_digest_id AND o.state IN {StateSql.Waiting})";

    public const string Due =
        "s.state = 'Confirmed' AND s.next_at <= @Now AND (s.paused_until IS NULL OR s.paused_until <= @Now) "
        + $"AND {Free}";

    public const string Wanted = "(CAST(@Only AS BIGINT) IS NULL OR s.subscriber_id = @Only)";

    /// <summary>The end of a pause that the slot fell into.</summary>
    public const string Paused = "CASE WHEN s.paused_until > s.next_at THEN s.paused_until END";

    /// <summary>
    /// When papers were last chosen; null inside the window, where it makes no difference and must not split cohorts.
    /// Papers of a pause are not made up for.
    /// </summary>
    public const string Chosen =
        """
        CASE WHEN COALESCE(s.chosen_at, s.next_at) >= @Recent OR s.paused_until >= @Recent THEN NULL
            WHEN s.paused_until > s.chosen_at THEN s.paused_until ELSE s.chosen_at END
        """;
}
