using System.Security.Cryptography;
using DigestMailer.Bounces.Reports;
using MimeKit;

namespace DigestMailer.Bounces;

/// <summary>
/// Takes a mail that came back as it lay in the mailbox: reads it, asks whom it is about, and hands it to the ledger.
/// </summary>
internal sealed class Intake(Addressee addressee, BounceLedger ledger, TimeProvider clock, ILogger<Intake> log)
{
    /// <param name="at">When it arrived; a later time than now counts as now.</param>
    public Task<ReadReport> TakeAsync(byte[] raw, DateTimeOffset at, MailboxPosition? position,
        CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return ledger.RecordAsync(Understand(raw, at < now ? at : now) with { Position = position }, cancel);
    }

    private Return Understand(byte[] raw, DateTimeOffset at)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(raw));
        try
        {
            var mail = MimeMessage.Load(new MemoryStream(raw, writable: false));
            return new Return(key, at, Classifier.Read(mail), addressee.Proven(mail));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // One mail that cannot be read must not keep the others from being read.
            log.LogError(fault, "A mail in the mailbox of bounces could not be read; it is passed over (SHA-256 {Key})",
                key);
            return new Return(key, at, [Verdict.Nothing("unreadable")], null);
        }
    }
}
