using DigestMailer.Digests.Choosing;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Planning;

/// <summary>
/// Whose slots are planned, as the conditions that all statements of a plan share and their parameters.
/// </summary>
/// <param name="Only">Only this reader, or null for all.</param>
/// <param name="Recent">Where the window of choosing begins.</param>
/// <param name="Far">How far back a reader's other digests look, unless they say otherwise.</param>
internal sealed record PlanScope(DateTimeOffset Now, long? Only, DateTimeOffset Recent, DateTimeOffset Far)
{
    /// <summary>No mail of the subscription is open: only the digest that heads its history can be.</summary>
    public static readonly string Free = FreeOf("s");

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
    /// The heads of the histories of a reader's other digests, as <see cref="SharedHistory"/> reads them. One that may
    /// look back further than <c>@Far</c> says how far, so that only those who share that share a digest.
    /// </summary>
    // The few digests that look back further are found once, and the few readers who ended a digest: PostgreSQL would
    // go through a small table for each reader.
    // A lone @ would make Dapper take every property for a parameter.
    public const string Others =
        """
        CASE WHEN s.reader_id IS NULL THEN '' ELSE
            COALESCE((
                SELECT string_agg(CAST(COALESCE(y.last_digest_id, 0) AS TEXT) || CASE
                    WHEN y.state <> 'Confirmed' THEN ''
                    WHEN COALESCE(y.chosen_at, y.next_at) < @Far
                        THEN '~' || CAST(COALESCE(y.chosen_at, y.next_at) AS TEXT)
                    WHEN y.last_digest_id IN (SELECT id FROM digests WHERE created_at >= @Far AND window_from < @Far)
                        THEN '~' || (SELECT CAST(window_from AS TEXT) FROM digests WHERE id = y.last_digest_id)
                    ELSE '' END,
                    ',' ORDER BY y.last_digest_id, y.subscriber_id)
                FROM subscriptions y WHERE y.reader_id = s.reader_id AND y.subscriber_id <> s.subscriber_id), '')
            || CASE WHEN s.reader_id NOT IN (SELECT reader_id FROM former_digests) THEN '' ELSE (
                SELECT ',' || string_agg(CAST(f.digest_id AS TEXT), ',' ORDER BY f.digest_id)
                FROM former_digests f WHERE f.reader_id = s.reader_id) END
        END
        """;

    /// <summary>Zones that the system does not know; whoever has one waits, and holds no other digest back.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>The lanes of readers with several digests that are planned; none for readers with one.</summary>
    public IReadOnlyList<long> LanesOfSeveral { get; init; } = [];

    public bool Several => LanesOfSeveral.Count > 0;

    /// <summary>Their slot has come, whether or not a mail of theirs is still open.</summary>
    public static string Come => DueBy("s");

    /// <summary>Where SQLite finds who is due: an index by name, and the condition that it is for.</summary>
    public string Index => Several
        ? "INDEXED BY subscriptions_slot_of_several WHERE state = 'Confirmed' AND reader_id IS NOT NULL"
        : "WHERE state = 'Confirmed'";

    public string Due => DueBy("s") + (Several
        ? $" AND s.reader_id IS NOT NULL{InLanes}{Known("s")} AND {Free} AND {FirstOfSeveral}"
        : $" AND s.reader_id IS NULL AND {Free}");

    /// <summary>
    /// Of several digests that are due for one reader the most specific comes first: an alert before a digest, that
    /// before the best of a week, and of two of a kind the one with fewer topics. One whose own mail is still open
    /// holds no other back.
    /// </summary>
    private string FirstOfSeveral =>
        $"""
        NOT EXISTS (SELECT 1 FROM subscriptions y WHERE y.reader_id = s.reader_id
            AND y.subscriber_id <> s.subscriber_id AND {DueBy("y")}{Known("y")} AND ({Turn("y")}) < ({Turn("s")})
            AND {FreeOf("y")})
        """;

    private string InLanes => LanesOfSeveral.Count == PlanLanes.OfSeveral.Count ? ""
        : $" AND {PlanLanes.OfReader("s.reader_id")} IN @LanesOfSeveral";

    private string Known(string row) => Unknown.Count == 0 ? "" : $" AND {row}.zone NOT IN @Unknown";

    private static string FreeOf(string row) =>
        $"NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber_id = {row}.subscriber_id "
        + $"AND o.digest_id = {row}.last_digest_id AND o.state IN {StateSql.Waiting})";

    private static string DueBy(string row) =>
        $"{row}.state = 'Confirmed' AND {row}.next_at <= @Now AND ({row}.paused_until IS NULL "
        + $"OR {row}.paused_until <= @Now)";

    private static string Turn(string row)
    {
        var turns = RhythmKind.All.Select(kind => $"WHEN '{kind.Every}' THEN {kind.Turn}");
        return $"CASE {row}.every {string.Join(' ', turns)} END, {row}.breadth, {row}.subscriber_id";
    }
}
