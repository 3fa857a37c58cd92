using System.Text.RegularExpressions;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Whether a failure is hard: by a narrow table of codes, and few phrases where no code says otherwise.
/// Calling every 5.x.x hard is wrong more often than right, and a reader wrongly suppressed never learns why.
/// </summary>
internal static partial class Judgement
{
    public static Verdict Of(Failure failure, string source)
    {
        var own = OwnCode().Match(failure.Diagnostic);
        var code = own.Success ? own.Groups["code"].Value : failure.Status;
        var (kind, why) = Kind(failure, code, own.Success);
        return new Verdict(kind, failure.Address, code, Cut(failure.Diagnostic), $"{source}: {why}");
    }

    private static (VerdictKind Kind, string Why) Kind(Failure failure, string? code, bool own)
    {
        if (failure.Action is "delayed" or "delivered" or "relayed" or "expanded")
        {
            return (VerdictKind.Nothing, failure.Action);
        }

        // Addresses and links hold words of their own.
        var words = Phrases.Plain(failure.Diagnostic);
        if (IsTemporary(words, code, own))
        {
            return (VerdictKind.Soft, "temporary");
        }

        if (failure.Phase == SmtpPhase.Sender || Phrases.OfTheSender().IsMatch(words))
        {
            return (VerdictKind.Refused, "the sender or the mail was refused");
        }

        if (code == "5.3.4")
        {
            return (VerdictKind.Refused, "the mail is too large");
        }

        return Phrases.OfTheMailbox().IsMatch(words) ? (VerdictKind.Soft, "the mailbox is there")
            : OfTheAddress(failure, words, code, own);
    }

    private static (VerdictKind Kind, string Why) OfTheAddress(Failure failure, string words, string? code, bool own)
    {
        // Who refuses the mail itself had taken the recipient before; a code of the reporter's own has weighed that.
        var hard = code is not null && HardCode.Contains(code, words);
        if (failure.Phase == SmtpPhase.Content && !(hard && !own))
        {
            return (VerdictKind.Soft, "refused after the recipient was taken");
        }

        if (hard)
        {
            return (VerdictKind.Hard, "code " + code);
        }

        // A code of the refusing server that says something else than "no such address" is believed over its words.
        var undecided =
            (code is null || !own || General().IsMatch(code)) && !Phrases.OfTheMailbox().IsMatch(failure.Beside);
        if (undecided && Phrase(failure.Phase, words, own) is { } phrase)
        {
            return (VerdictKind.Hard, $"\"{phrase}\"");
        }

        return code is not null && Refused().IsMatch(code) ? (VerdictKind.Refused, "code " + code)
            : (VerdictKind.Soft, code is null ? "no code" : "code " + code);
    }

    /// <summary>
    /// A phrase that means it, where the words are sure to speak of the recipient: they answer RCPT, or name an address
    /// and are no bare reply, which the mail itself gets as well.
    /// </summary>
    private static string? Phrase(SmtpPhase phase, string words, bool own)
    {
        var found = Phrases.NoSuchHost().Match(words);
        found = !found.Success && Reply().IsMatch(words) ? Phrases.Unmistakable().Match(words) : found;
        if (!found.Success
            && (phase == SmtpPhase.Recipient || AnswersRecipient().IsMatch(words)
                || (words.Contains('@', StringComparison.Ordinal) && (own || !Reply().IsMatch(words)))))
        {
            found = Phrases.NoSuchAddress().Match(words);
        }

        return found.Success ? found.Value.ToLowerInvariant() : null;
    }

    /// <summary>
    /// A reply of class 4 is; a report's own class 4 over a reply of class 5 is not, and the words decide where no code
    /// is hard.
    /// </summary>
    private static bool IsTemporary(string words, string? code, bool own)
    {
        var reply = Reply().Match(words);
        var replied = reply.Success ? reply.Value[0] : ' ';
        return replied == '4' || (code?[0] == '4' && (own || replied != '5'))
            || (!(own && code is not null && HardCode.Contains(code, words)) && Phrases.Temporary().IsMatch(words));
    }

    private static string Cut(string diagnostic) => diagnostic.Length > 500 ? diagnostic[..500] : diagnostic;

    /// <summary>The enhanced code that follows a reply code, or stands in brackets as qmail writes it.</summary>
    [GeneratedRegex(@"(?:\b[245]\d\d[ -]+(?:[245]\d\d[ -]+)?(?:\[[^\]]{1,40}\] ?)?#?|[(#]{1,2}|(?<![\w.-]))(?<code>[245]\.[0-7]\.\d{1,3})(?![\w-]|\.\d)")]
    private static partial Regex OwnCode();

    [GeneratedRegex(@"(?<![\d.:\[])\b[45]\d\d\b(?=[ -])(?![ -]\w+ seconds)")]
    private static partial Regex Reply();

    /// <summary>
    /// Codes that leave open what is wrong. Not 5.2.1: some say it, with any words, of a mailbox that filters us.
    /// </summary>
    [GeneratedRegex(@"^5\.(?:0\.\d+|1\.0|3\.0|5\.[0-9]+)$")]
    private static partial Regex General();

    /// <summary>
    /// The address at the head of a reply, with dots as sendmail or a colon as Postfix writes it: the answer to a
    /// recipient.
    /// </summary>
    [GeneratedRegex(@"^[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3} )?@ ?(?:\.\.\.|:)")]
    private static partial Regex AnswersRecipient();

    [GeneratedRegex(@"^5\.(?:6|7)\.\d+$|^5\.(?:3\.4|1\.[78])$")]
    private static partial Regex Refused();
}
