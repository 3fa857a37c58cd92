namespace DigestMailer.Bounces.Reports;

/// <summary>A mail or event that came back, read and understood.</summary>
/// <param name="Key">Hash of its content, by which it is known again.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Proven">The subscriber whom it proves to be about; null where it proves nothing.</param>
/// <param name="Trusted">Its sender was authenticated, so that an address it names is believed.</param>
/// <param name="Position">Where in a mailbox it was, kept with what follows from it.</param>
internal sealed record Return(string Key, DateTimeOffset At, IReadOnlyList<Verdict> Verdicts, long? Proven,
    bool Trusted = false, MailboxPosition? Position = null)
{
    /// <summary>The address that our mail went to, as the mail itself or our record says; null where neither does.
    /// </summary>
    public string? SentTo { get; init; }
}

/// <summary>How far a mailbox was read.</summary>
internal sealed record MailboxPosition(string Mailbox, long UidValidity, long LastUid);
