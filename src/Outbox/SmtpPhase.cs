namespace DigestMailer.Outbox;

/// <summary>The step of the SMTP dialogue that a server answered: it tells whom an unclear refusal is about.</summary>
internal enum SmtpPhase
{
    Unknown,

    /// <summary>The connection, EHLO, AUTH or MAIL: about us.</summary>
    Sender,

    /// <summary>RCPT: about the recipient.</summary>
    Recipient,

    /// <summary>DATA or the mail itself: about what we sent, since the server had accepted the recipient.</summary>
    Content,
}
