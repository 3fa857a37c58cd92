using DigestMailer.Outbox;

namespace DigestMailer.Delivery.Refusals;

/// <summary>
/// Whose fault a refusal is: one model for what a relay answers now and what a bounce reports. It asks the refusing
/// server's own words first, full mailbox and policy before "unknown", then a narrow table of codes, then the step of
/// the dialogue. Calling every 5.x.x dead is wrong more often than right, and a reader wrongly suppressed never learns
/// why.
/// </summary>
internal static class Judgement
{
    public static Judged Of(Refusal refusal)
    {
        var reply = SmtpReply.Innermost(refusal.Said);
        var code = reply.Enhanced ?? refusal.Status;
        var seen = new Seen(refusal, reply, Wording.Of(reply.Words), code);
        var (blame, why) =
            OfTheRelay(seen)
                ?? Passing(seen) ?? BeforeTheRecipient(seen) ?? OfTheMailbox(seen) ?? OfUs(seen) ?? OfTheAddress(seen)
            ?? ByCode(seen);
        var passing = blame is Blame.Nobody or Blame.Pace && why.StartsWith(Later, StringComparison.Ordinal);
        return new Judged(blame, passing || IsPassing(seen), code, why);
    }

    private const string Later = "temporary";

    /// <summary>Our quota, identity or protocol. In a bounce the words of a full mailbox may sound alike.</summary>
    private static (Blame, string)? OfTheRelay(Seen seen)
    {
        var recipient = seen.Refusal.Phase == SmtpPhase.Recipient;
        if (!seen.Refusal.Live || (recipient && IsOfItsName(seen)))
        {
            return null;
        }

        if (seen.Code is "5.4.5" or "4.4.5" or "5.1.90" or "5.7.60" or "5.2.252" or "5.7.705" or "5.7.708" or "5.7.501"
            or "5.7.502" or "5.7.503" or "5.1.8" or "5.1.7" or "5.7.8" or "5.7.3" or "5.7.9" or "5.7.57" or "5.7.64")
        {
            return (Blame.Relay, "code " + seen.Code);
        }

        if (IsOfProtocol(seen))
        {
            return (Blame.Relay, "reply " + seen.Reply.Code);
        }

        return !Mailbox.IsIn(seen.Words) && Phrases.OurAccount.Find(seen.Words) is { } phrase
            ? (Blame.Relay, phrase) : null;
    }

    /// <summary>
    /// Whether an answer to a recipient's name is about the address or the mailbox, by its code (RFC 3463 §3.2, §3.3)
    /// or in its words, whatever else it says: a mailbox too is suspended for abuse, and a reader's trial expires.
    /// The quota of our own account comes with the code of a full mailbox.
    /// </summary>
    private static bool IsOfItsName(Seen seen) =>
        seen.Code is [_, '.', '1' or '2', '.', ..] ? !(seen.Code is "5.2.2" or "4.2.2" && Sending.IsIn(seen.Words))
            : Phrases.NoSuchAddress.IsIn(seen.Words);

    private static bool IsOfProtocol(Seen seen) =>
        seen.Code?.StartsWith("5.5.", StringComparison.Ordinal) == true && seen.Code != "5.5.0"
        || (seen.Code is null or "5.5.0" && seen.Reply.Code is (>= 500 and <= 504) or 530 or 534 or 535 or 538);

    /// <summary>The words name a recipient's mailbox, so a quota in them is the recipient's.</summary>
    private static readonly Vocabulary Mailbox = Vocabulary.Of(
        """
        mailbox/inbox/mailfolder/maildir/recipient/recipients full/is/over/has/overquota/exceeded/storage/quota
        * | Postfix
        mailbox/inbox/mailfolder/maildir size/space/limit | Exchange
        user/recipient/mailbox/account is over/full | Dovecot
        """);

    private static readonly Vocabulary Sending = Vocabulary.Of(
        "sending/outgoing/outbound/relay/daily/hourly/monthly | Zoho");

    private static bool IsPassing(Seen seen)
    {
        var replied = seen.Reply.Code / 100;
        return replied == 4 || (seen.Code?[0] == '4' && (seen.Reply.Enhanced is not null || replied != 5));
    }

    private static (Blame, string)? Passing(Seen seen)
    {
        if (!IsPassing(seen))
        {
            return null;
        }

        var slower = seen.Reply.Code == 421
            || (seen.Code?.StartsWith("4.7.", StringComparison.Ordinal) == true && !Greylisting.IsIn(seen.Words));
        return (slower ? Blame.Pace : Blame.Nobody, Later);
    }

    private static readonly Vocabulary Greylisting = Vocabulary.Of(
        "greylist/greylisted/greylisting/graylist/graylisted/graylisting | Postgrey",
        "grey/gray list/listed/listing | Postgrey");

    /// <summary>No recipient was named yet, so it is about us, or about the size that we announced.</summary>
    private static (Blame, string)? BeforeTheRecipient(Seen seen) =>
        seen.Refusal.Phase != SmtpPhase.Sender ? null
            : seen.Code == "5.3.4" || Phrases.TooLarge.IsIn(seen.Words) ? (Blame.Size, "the mail is too large")
            : (Blame.Sender, "refused before the recipient was named");

    private static (Blame, string)? OfTheMailbox(Seen seen)
    {
        if (Phrases.TooLarge.Find(seen.Words) is { } large && !Mailbox.IsIn(seen.Words))
        {
            return seen.Code == "5.2.3" ? (Blame.Mailbox, "code 5.2.3") : (Blame.Size, large);
        }

        return Phrases.Full.Find(seen.Words) is { } full ? (Blame.Mailbox, full)
            : seen.Code switch
            {
                "5.3.4" => (Blame.Size, "code 5.3.4"),
                "5.2.2" or "5.2.3" => (Blame.Mailbox, "code " + seen.Code),
                _ => null,
            };
    }

    private static (Blame, string)? OfUs(Seen seen)
    {
        // "Access denied" to a recipient is how Exchange Online says that it does not exist.
        if (RecipientRefused.IsIn(seen.Words) && seen.Code == "5.4.1")
        {
            return (Blame.Address, "recipient address rejected: access denied");
        }

        return Phrases.Policy.Find(seen.Words) is { } phrase ? (Blame.Sender, phrase) : null;
    }

    private static readonly Vocabulary RecipientRefused = Vocabulary.Of(
        "recipient address/addresses rejected access denied | Exchange Online");

    private static (Blame, string)? OfTheAddress(Seen seen)
    {
        var dead = seen.Code is not null && HardCode.Contains(seen.Code, seen.Reply, seen.Words);
        if (Phrases.NoSuchAddress.Find(seen.Words) is { } phrase)
        {
            return IsOfTheRecipient(seen, dead) ? (Blame.Address, phrase)
                : (Blame.Nobody, "may be about the mail: " + phrase);
        }

        // A timeout on the way to a host is not its absence.
        if (Phrases.NoSuchHost.Find(seen.Words) is { } host && !Trouble.IsIn(seen.Words))
        {
            return (Blame.Address, host);
        }

        if (!dead && Phrases.Passing.Find(seen.Words) is { } passing)
        {
            return (Blame.Nobody, Later + ": " + passing);
        }

        if (Phrases.Closed.Find(seen.Words) is { } closed)
        {
            return (Blame.Mailbox, closed);
        }

        if (dead && (seen.Refusal.Phase != SmtpPhase.Content || seen.Reply.Enhanced is null))
        {
            return (Blame.Address, "code " + seen.Code);
        }

        return seen.Refusal.Phase == SmtpPhase.Recipient && IsOpen(seen.Code)
            && Phrases.RefusedRecipient.Find(seen.Words) is { } refused ? (Blame.Address, refused) : null;
    }

    /// <summary>
    /// Whether "unknown user" is sure to mean the recipient. An answer to RCPT does. An answer to the mail itself may
    /// mean that the recipient's filter does not like it, and so may one of unknown place under a code of the mailbox.
    /// </summary>
    private static bool IsOfTheRecipient(Seen seen, bool dead) => seen.Refusal.Phase switch
    {
        SmtpPhase.Recipient => true,
        SmtpPhase.Content => (dead && seen.Reply.Enhanced is null)
            || (seen.Reply.Code is not null && Unmistakable.IsIn(seen.Words)),
        _ => !IsFilter(seen) && (dead || seen.Code?.StartsWith("5.2.", StringComparison.Ordinal) != true),
    };

    /// <summary>
    /// Words that some servers also say of mail which the recipient's filter does not like: au, without naming anybody;
    /// Amazon SES, by the template that its customer chose in a receipt rule; Yahoo, which answers the mail, where the
    /// report leaves its code out.
    /// </summary>
    private static bool IsFilter(Seen seen) =>
        seen.Reply.Words.StartsWith("550 : ", StringComparison.Ordinal)
        || seen.Reply.Words.Trim() == "550 5.1.1 Mailbox does not exist"
        || (seen.Reply.Code is null && seen.Code is null && NoAccount.IsIn(seen.Words));

    private static readonly Vocabulary NoAccount = Vocabulary.Of(
        "this user doesnt have a/an * account | Yahoo", "this user does not have a/an * account | Yahoo");

    private static readonly Vocabulary Trouble = Vocabulary.Of(
        """
        try/trying again | resolvers (TRY_AGAIN)
        again/temporary/temporarily/timeout/servfail/malformed/unexpected | BIND
        timed out | BIND
        """);

    private static readonly Vocabulary Unmistakable = Vocabulary.Of(
        """
        user/recipient/member/customer/account/mailbox/address * does not have/exist | Yahoo
        user/recipient/member/customer/account/mailbox/address * doesnt have/exist | Yahoo
        requested action not taken mailbox unavailable | Outlook.com
        """);

    /// <summary>A code that leaves open what is wrong.</summary>
    private static bool IsOpen(string? code) =>
        code is null or "5.1.0" or "5.3.0" || code.StartsWith("5.0.", StringComparison.Ordinal)
            || code.StartsWith("5.5.", StringComparison.Ordinal);

    private static (Blame, string) ByCode(Seen seen)
    {
        var why = seen.Code is null ? "no code" : "code " + seen.Code;
        if (seen.Code is { } code)
        {
            if (code.StartsWith("5.7.", StringComparison.Ordinal) || code is "5.1.7" or "5.1.8")
            {
                return (Blame.Sender, why);
            }

            if (code.StartsWith("5.6.", StringComparison.Ordinal))
            {
                return (Blame.Mail, why);
            }
        }

        return (seen.Refusal.Phase == SmtpPhase.Content ? Blame.Mail : Blame.Nobody, why);
    }

    /// <summary>A refusal with what was read out of it.</summary>
    private sealed record Seen(Refusal Refusal, SmtpReply Reply, Wording Words, string? Code);
}
