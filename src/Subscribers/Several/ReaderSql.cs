namespace DigestMailer.Subscribers.Several;

/// <summary>
/// A reader's address and number from the row of any of their digests, as SQL. A reader with one digest pays for none
/// of it; <c>p</c> is a row of <c>subscribers</c>, <c>s</c> its subscription.
/// </summary>
internal static class ReaderSql
{
    /// <summary>The reader's number: that of their first digest.</summary>
    public const string Id = "COALESCE(p.reader_id, p.id)";

    public const string Email = $"CASE WHEN p.reader_id IS NULL THEN p.email ELSE (SELECT r.email {OfReader}) END";

    /// <summary>The keyed hash of <see cref="Email"/>.</summary>
    public const string Hash =
        $"CASE WHEN p.reader_id IS NULL THEN p.address_hash ELSE (SELECT r.address_hash {OfReader}) END";

    public const string Name = $"CASE WHEN p.reader_id IS NULL THEN p.name ELSE (SELECT r.name {OfReader}) END";

    /// <summary>The state of a first digest, or Confirmed while its reader gets another one.</summary>
    public const string State =
        "CASE WHEN s.reader_id IS NOT NULL AND EXISTS (SELECT 1 FROM subscriptions y WHERE y.reader_id = s.reader_id "
        + "AND y.state = 'Confirmed') THEN 'Confirmed' ELSE s.state END";

    private const string OfReader = "FROM subscribers r WHERE r.id = p.reader_id";

    /// <summary>The rows of all digests of a reader, the first included.</summary>
    /// <param name="reader">The parameter with the reader's number.</param>
    public static string Rows(string reader) =>
        $"(SELECT x.id FROM subscribers x WHERE x.id = {reader} OR x.reader_id = {reader})";

    /// <summary>The reader's number from that of any of their digests.</summary>
    /// <param name="id">The parameter with the number.</param>
    public static string Of(string id) => $"COALESCE((SELECT x.reader_id FROM subscribers x WHERE x.id = {id}), {id})";
}
