using DigestMailer.Outbox;
using DigestMailer.Subscribers;

namespace DigestMailer.Planning;

/// <summary>
/// Whose slots are planned, as the conditions that all statements of a plan share and their parameters.
/// </summary>
/// <param name="Only">Only this reader, or null for all.</param>
/// <param name="Recent">Where the window of choosing begins.</param>
internal sealed record PlanScope(DateTimeOffset Now, long? Only, DateTimeOffset Recent)
{
    /// <summary>No digest of a reader with one is open: only the one that heads their history can be.</summary>
    private const string FreeOfOne =
        "NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber_id = s.subscriber_id "
        + $"AND o.digest_id = s.last_digest_id AND o.state IN {StateSql.Waiting})";

    /// <summary>The same where several digests share a history: none of them is open.</summary>
    private const string FreeOfSeveral =
        "NOT EXISTS (SELECT 1 FROM subscriptions y CROSS JOIN outbox o WHERE y.reader_id = s.reader_id "
        + "AND o.subscriber_id = y.subscriber_id AND o.digest_id = s.last_digest_id "
        + $"AND o.state IN {StateSql.Waiting})";

    /// <summary>No digest of the reader is open.</summary>
    public const string Free =
        $"CASE WHEN s.reader_id IS NULL THEN {FreeOfOne} ELSE {FreeOfSeveral} END";

    public const string Wanted =
        "(CAST(@Only AS BIGINT) IS NULL OR s.subscriber_id = @Only OR s.reader_id = @Only)";

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

    /// <summary>
    /// Of several digests that are due for one reader the most specific comes first, and the others when its mail is
    /// gone: an alert before a digest, that before the best of a week, and of two of a kind the one with fewer topics.
    /// </summary>
    private static readonly string FirstOfSeveral =
        $"""
        NOT EXISTS (SELECT 1 FROM subscriptions y WHERE y.reader_id = s.reader_id
            AND y.subscriber_id <> s.subscriber_id AND {DueBy("y")} AND ({Turn("y")}) < ({Turn("s")}))
        """;

    /// <summary>Whether readers with several digests are planned, or those with one.</summary>
    public bool Several { get; init; }

    /// <summary>Their slot has come, whether or not a mail of theirs is still open.</summary>
    public static string Come => DueBy("s");

    /// <summary>Readers with several digests of which one is due, planned or held back.</summary>
    public static string DueOfSeveral => $"s.reader_id IS NOT NULL AND {DueBy("s")}";

    /// <summary>Where SQLite finds who is due: an index by name, and the condition that it is for.</summary>
    public string Index => Several
        ? "INDEXED BY subscriptions_slot_of_several WHERE state = 'Confirmed' AND reader_id IS NOT NULL"
        : "WHERE state = 'Confirmed'";

    public string Due => DueBy("s") + (Several
        ? $" AND s.reader_id IS NOT NULL AND {FreeOfSeveral} AND {FirstOfSeveral}"
        : $" AND s.reader_id IS NULL AND {FreeOfOne}");

    private static string DueBy(string row) =>
        $"{row}.state = 'Confirmed' AND {row}.next_at <= @Now AND ({row}.paused_until IS NULL "
        + $"OR {row}.paused_until <= @Now)";

    private static string Turn(string row)
    {
        var turns = RhythmKind.All.Select(kind => $"WHEN '{kind.Every}' THEN {kind.Turn}");
        return $"CASE {row}.every {string.Join(' ', turns)} END, {row}.breadth, {row}.subscriber_id";
    }
}
