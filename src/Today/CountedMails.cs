namespace DigestMailer.Today;

/// <summary>A stretch of the outbox that was counted once, by this process.</summary>
/// <param name="DoneFrom">Mails that ended from this instant, in Unix milliseconds,</param>
/// <param name="DoneBefore">until before this one are in it.</param>
internal sealed record CountedMails(IReadOnlyList<Figure> Figures, long DoneFrom, long DoneBefore);
