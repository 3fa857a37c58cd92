using System.Security.Cryptography;
using DigestMailer.Bounces.Reports;
using MimeKit;

namespace DigestMailer.Bounces;

/// <summary>
/// Takes a mail that came back as it was in the mailbox: reads it within a budget of bytes, depth and time, asks whom
/// it is about, and hands it to the ledger.
/// </summary>
internal sealed class Intake(Addressee addressee, BounceLedger ledger, BegunMail begun, TimeProvider clock,
    ILogger<Intake> log)
{
    /// <summary>Our mails are a tenth of it; what is larger is not a report about them. Bytes.</summary>
    public const int LargestMail = 2 * 1024 * 1024;

    // No report nests deeper than four; each level costs.
    private const int MostDepth = 24;

    // Of the real clock: a hundred times what the slowest real mail takes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly ParserOptions Options = new() { MaxMimeDepth = MostDepth };

    /// <param name="at">When it arrived; a later time than now counts as now.</param>
    public async Task<ReadReport> TakeAsync(byte[] raw, DateTimeOffset at, MailboxPosition? position,
        CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var key = Convert.ToHexStringLower(SHA256.HashData(raw));
        at = at < now ? at : now;
        if (!await begun.BeginAsync(key, cancel))
        {
            log.LogError(
                "Reading a mail in the bounce mailbox was begun twice and never ended; it is skipped (SHA-256 {Key})",
                key);
            var skipped = new Return(key, at, [Verdict.Nothing("begun twice")], null) { Position = position };
            return await ledger.RecordAsync(skipped, cancel) with { Skipped = 1 };
        }

        return await ledger.RecordAsync(await UnderstandAsync(key, raw, at) with { Position = position }, cancel);
    }

    private async Task<Return> UnderstandAsync(string key, byte[] raw, DateTimeOffset at)
    {
        try
        {
            return await Task.Run(() => Understand(key, raw, at)).WaitAsync(Patience);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // One mail that cannot be read must not keep the others from being read.
            log.LogError("A mail in the bounce mailbox could not be read ({Fault}); it is skipped (SHA-256 {Key})",
                fault.Message, key);
            return new Return(key, at, [Verdict.Nothing("unreadable")], null);
        }
    }

    private Return Understand(string key, byte[] raw, DateTimeOffset at)
    {
        var mail = MimeMessage.Load(Options, new MemoryStream(raw, writable: false));
        var proven = addressee.Proven(mail);
        var verdicts = addressee.AsksToLeave(mail) ? [new Verdict(VerdictKind.Leave, null, null, null, "asked by mail")]
            : Classifier.Read(mail, proven is not null);
        return new Return(key, at, verdicts, proven) { SentTo = Addressee.SentTo(mail) };
    }
}
