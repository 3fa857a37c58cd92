namespace DigestMailer.Bounces.Reports;

/// <summary>What the refusing server answered: only an answer to RCPT speaks of the recipient.</summary>
internal enum SmtpPhase
{
    Unknown,

    /// <summary>The connection, EHLO or MAIL: of us.</summary>
    Sender,

    /// <summary>RCPT: of the recipient.</summary>
    Recipient,

    /// <summary>DATA or the mail itself: of what we sent, since the recipient had been taken.</summary>
    Content,
}
