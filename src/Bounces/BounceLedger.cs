using System.Text.RegularExpressions;
using DigestMailer.Bounces.Reports;
using DigestMailer.Digests.Mail;
using DigestMailer.Events;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using Microsoft.Extensions.Options;

namespace DigestMailer.Bounces;

/// <summary>
/// Keeps what came back and does what follows from it, in one transaction: a dead address is suppressed, a complaint
/// ends the subscription, soft bounces are counted over days. What was read before changes nothing.
/// </summary>
internal sealed partial class BounceLedger(
    Database database, SubscriptionLife life, Letters letters, SuppressionStore suppressions, Addressee addressee,
    FormerAddresses formerAddresses,
    BounceRetention retention, BounceMeter meter, IOptions<BounceOptions> options, TimeProvider clock,
    ILogger<BounceLedger> log)
{
    public async Task<ReadReport> RecordAsync(Return came, CancellationToken cancel)
    {
        // By what it would be known again may be forgotten, and what is so old says nothing of today.
        came = came.At < retention.Since ? came with { Verdicts = [Verdict.Nothing("older than what is kept")] } : came;
        var about = await AboutAsync(came, cancel);
        var report = await database.WriteAsync(transaction => RecordAsync(transaction, came, about), cancel);
        if (report.Known == 0)
        {
            Tell(came, about, report);
        }

        return report;
    }

    /// <summary>What is said of whom, as far as it is to be believed.</summary>
    private async Task<List<(long Subscriber, Verdict Verdict)>> AboutAsync(Return came, CancellationToken cancel)
    {
        if (came.Proven is { } proven)
        {
            // Our mails have one recipient each. Where their alias has several, one who got it is enough.
            return [(proven, came.Verdicts.MinBy(verdict => verdict.Kind)!)];
        }

        var about = new List<(long, Verdict)>();
        foreach (var verdict in came.Verdicts.Where(verdict => came.Trusted || options.Value.AcceptUnproven))
        {
            if (await addressee.MailedAsync(verdict.Address, cancel) is { } subscriber)
            {
                about.Add((subscriber, verdict));
            }
        }

        return about;
    }

    private async Task<ReadReport> RecordAsync(Transaction transaction, Return came,
        List<(long Subscriber, Verdict Verdict)> about)
    {
        await KeepPositionAsync(transaction, came.Position);
        await BegunMail.EndAsync(transaction, came.Key);
        var isNew = await transaction.ExecuteAsync(
            "INSERT INTO returns(key, read_at) VALUES (@Key, @now) ON CONFLICT (key) DO NOTHING",
            new { came.Key, now = clock.GetUtcNow() }) > 0;
        if (!isNew)
        {
            return new ReadReport { Read = 1, Known = 1 };
        }

        var report = ReadReport.Of(came.Verdicts.Max(verdict => verdict.Kind));
        var known = 0;
        foreach (var (subscriber, verdict) in about.Where(one => one.Verdict.Kind > VerdictKind.NotSpam))
        {
            if (await ReaderAsync(transaction, subscriber) is var (reader, addressHash))
            {
                known++;
                var other = await formerAddresses.OfAsync(transaction, reader, addressHash,
                    came.SentTo ?? verdict.Address, came.At);
                report += verdict.Kind == VerdictKind.Leave ? await LeaveAsync(transaction, subscriber)
                    : other is null ? await ActAsync(transaction, reader, addressHash, verdict, came.At)
                    : await ActOnFormerAsync(transaction, other, verdict);
            }
        }

        return known == 0 && report.Nothing + report.NotSpam == 0 ? report with { Unproven = 1 } : report;
    }

    private static Task<int> KeepPositionAsync(Transaction transaction, MailboxPosition? position) =>
        position is null ? Task.FromResult(0) : transaction.ExecuteAsync(
        """
        INSERT INTO mailboxes(name, uid_validity, last_uid) VALUES (@Mailbox, @UidValidity, @LastUid)
        ON CONFLICT (name) DO UPDATE SET uid_validity = excluded.uid_validity, last_uid = excluded.last_uid
        """,
        position);

    /// <summary>What is said of the address is said of the reader, whichever digest it was.</summary>
    private static Task<(long Id, string Hash)?> ReaderAsync(Transaction transaction, long subscriber) =>
        transaction.QueryFirstOrDefaultAsync<(long Id, string Hash)?>(
            "SELECT id, address_hash FROM subscribers WHERE id = " + ReaderSql.Of("@subscriber"), new { subscriber });

    /// <summary>
    /// What comes back from an address that a subscription has left, or was asked to move to, says nothing of the one
    /// it has: at most that address is suppressed.
    /// </summary>
    private async Task<ReadReport> ActOnFormerAsync(Transaction transaction, FormerAddress former, Verdict verdict) =>
        former.Hash is not { } addressHash ? new ReadReport() : verdict.Kind switch
        {
            VerdictKind.Hard => await SuppressAsync(transaction, addressHash, SuppressionReason.Bounce, verdict.Status),
            VerdictKind.Complaint => await SuppressAsync(transaction, addressHash, SuppressionReason.Complaint, null),
            _ => new ReadReport(),
        };

    private async Task<ReadReport> ActAsync(Transaction transaction, long subscriber, string addressHash,
        Verdict verdict, DateTimeOffset at)
    {
        // The diagnostic may be kept longer than the person's record, so it names no address.
        var diagnostic = verdict.Diagnostic is null ? null : Address().Replace(verdict.Diagnostic, "<address>");
        await transaction.ExecuteAsync(
            "INSERT INTO bounces(subscriber_id, kind, status, diagnostic, evidence, at) VALUES (@subscriber, @kind, "
                + "@Status, @diagnostic, @evidence, @at)",
            new
            {
                subscriber,
                kind = verdict.Kind.ToString(),
                verdict.Status,
                diagnostic,
                evidence = Address().Replace(verdict.Evidence, "<address>"),
                at
            });
        await EventLog.AddAsync(transaction,
            verdict.Kind == VerdictKind.Complaint ? EventKind.Complained : EventKind.Bounced, subscriber,
            clock.GetUtcNow(), new { Kind = verdict.Kind.ToString().ToLowerInvariant(), verdict.Status });
        switch (verdict.Kind)
        {
            case VerdictKind.Hard:
                return await SuppressAsync(transaction, addressHash, SuppressionReason.Bounce,
                    diagnostic ?? verdict.Status);
            case VerdictKind.Soft when await IsGivenUpAsync(transaction, subscriber):
                return await SuppressAsync(transaction, addressHash, SuppressionReason.Bounce,
                    $"{options.Value.SoftLimit} soft bounces in a row, the last: {diagnostic ?? verdict.Status}");
            case VerdictKind.Complaint:
                var left = await ReaderDigests.LeaveAsync(transaction, life, subscriber, new Consent("complaint"));
                return await SuppressAsync(transaction, addressHash, SuppressionReason.Complaint, null)
                    with
                { Unsubscribed = left > 0 ? 1 : 0 };
            default:
                return new ReadReport();
        }
    }

    /// <summary>The same as one click: the subscription ends, and a letter says goodbye.</summary>
    private async Task<ReadReport> LeaveAsync(Transaction transaction, long subscriber)
    {
        if (!await life.LeaveAsync(transaction, subscriber, new Consent("mail")))
        {
            return new ReadReport();
        }

        await letters.AddAsync(transaction, subscriber, LetterKind.Goodbye);
        return new ReadReport { Unsubscribed = 1 };
    }

    private async Task<ReadReport> SuppressAsync(Transaction transaction, string addressHash,
        SuppressionReason reason, string? detail) =>
        new() { Suppressed = await suppressions.AddAsync(transaction, addressHash, reason, detail) ? 1 : 0 };

    private async Task<bool> IsGivenUpAsync(Transaction transaction, long subscriber)
    {
        var now = clock.GetUtcNow();
        var since = now - SoftBounces.LooksBack(options.Value.SoftPeriod);
        var bounces = (await transaction.QueryAsync<DateTimeOffset>(
            "SELECT at FROM bounces WHERE subscriber_id = @subscriber AND kind = 'Soft' AND at >= @since",
            new { subscriber, since })).ToList();
        var accepted = (await transaction.QueryAsync<DateTimeOffset>(
            $"""
            SELECT done_at FROM outbox
            WHERE subscriber_id IN {ReaderSql.Rows("@subscriber")} AND state = {StateSql.Accepted}
                AND done_at >= @since
            """,
            new { subscriber, since })).ToList();
        return SoftBounces.IsGivenUp(bounces, accepted, options.Value.SoftLimit, options.Value.SoftPeriod, now);
    }

    private void Tell(Return came, List<(long Subscriber, Verdict Verdict)> about, ReadReport report)
    {
        meter.Count(came.Verdicts.Max(verdict => verdict.Kind), report);
        foreach (var (subscriber, verdict) in about.Where(one => one.Verdict.Kind > VerdictKind.NotSpam))
        {
            var level =
                verdict.Kind is VerdictKind.Refused or VerdictKind.Complaint ? LogLevel.Warning : LogLevel.Information;
            log.Log(level, "{Kind} for subscriber {Subscriber}: {Status} {Diagnostic} ({Evidence})", verdict.Kind,
                subscriber, verdict.Status,
                Address().Replace(verdict.Diagnostic ?? "", "<address>"),
                Address().Replace(verdict.Evidence, "<address>"));
        }

        if (report.Unproven > 0)
        {
            log.LogWarning("A {Kind} that nothing proves to answer a mail of ours; nobody is suppressed for it",
                came.Verdicts.Max(verdict => verdict.Kind));
        }
    }

    [GeneratedRegex(@"[^\s<>()\[\]:;,""'@]+@[^\s<>()\[\]:;,""']+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
