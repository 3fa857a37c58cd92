namespace DigestMailer.Today;

/// <summary>How far the counting of mail has come.</summary>
/// <param name="PlannedId">Rows of the outbox up to here are counted as planned.</param>
/// <param name="DoneUntil">Rows that ended before this instant, in Unix milliseconds, are counted as ended.</param>
/// <param name="SeenId">The newest row at <paramref name="SeenAt"/>, by the clock of the database.</param>
/// <param name="IsKept">Whether this is in the database, or where the first count begins.</param>
internal sealed record FigureMarks(long PlannedId, long DoneUntil, long SeenId, long SeenAt, bool IsKept);
