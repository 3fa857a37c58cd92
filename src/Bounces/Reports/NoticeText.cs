using System.Text.RegularExpressions;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Takes the words of a reporter apart: where the copy of our mail begins, what is said of whom, and what was answered
/// to.
/// </summary>
internal static partial class NoticeText
{
    /// <summary>The text up to the copy of the returned mail, or to the header that begins it.</summary>
    public static string BeforeCopy(string text)
    {
        text = text.ReplaceLineEndings("\n");
        var copy = Copy().Match(text);
        return copy.Success ? text[..copy.Index] : text;
    }

    /// <summary>
    /// What is said of each address that stands at the head of a line, in order; empty where none does.
    /// </summary>
    public static IReadOnlyList<(string Address, string Words)> ByAddress(string notice)
    {
        var heads = Head().Matches(notice);
        var said = new List<(string Address, string Words)>();
        for (var i = 0; i < heads.Count; i++)
        {
            var address = heads[i].Groups["address"].Value.ToLowerInvariant();
            var words = notice[heads[i].Index..(i + 1 < heads.Count ? heads[i + 1].Index : notice.Length)];
            var known = said.FindIndex(one => one.Address == address);
            if (known >= 0)
            {
                said[known] = (address, said[known].Words + words);
            }
            else
            {
                said.Add((address, words));
            }
        }

        return said;
    }

    /// <summary>
    /// The refusing server's own words, from its reply code to the end of the paragraph; all the words where it has
    /// none.
    /// </summary>
    public static string Reply(string words)
    {
        var reply = ReplyCode().Match(words);
        var end = reply.Success ? words.IndexOf("\n\n", reply.Index, StringComparison.Ordinal) : -1;
        return !reply.Success ? words : end < 0 ? words[reply.Index..] : words[reply.Index..end];
    }

    /// <summary>What the refusing server answered to.</summary>
    public static SmtpPhase Phase(string words)
    {
        // With pipelining the refusal of the recipient is read when DATA is answered.
        if (NoRecipients().IsMatch(words))
        {
            return SmtpPhase.Recipient;
        }

        var step = Step().Match(words);
        return !step.Success ? SmtpPhase.Unknown
            : step.Groups.Values.Skip(1).First(group => group.Success).Value.ToUpperInvariant() switch
            {
                var verb when verb.StartsWith("RCPT", StringComparison.Ordinal) => SmtpPhase.Recipient,
                var verb
                    when verb.Contains("DATA", StringComparison.Ordinal)
                        || verb.Contains("BDAT", StringComparison.Ordinal)
                        || verb.Contains("BODY", StringComparison.Ordinal) => SmtpPhase.Content,
                _ => SmtpPhase.Sender,
            };
    }

    /// <summary>In one line.</summary>
    public static string Flat(string text) => Blank().Replace(text, " ").Trim();

    /// <summary>The first address in a text.</summary>
    public static string? FirstAddress(string text) =>
        Address().Match(text) is { Success: true } found ? found.Value.ToLowerInvariant() : null;

    private const string Mailbox = @"[^\s<>()\[\]:;,""'*@]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9]";

    [GeneratedRegex(@"^[ \t>]*(?:[-=*_]{2,}[ \t]*(?:this is a copy|below this line|below is|a copy|original|unsent|undelivered|the (?:header|body|original|message)|(?:returned |message |mail )?header|returned|included|forwarded|your (?:message|mail|original)|copy of|start of|begin|transcript of (?:message|mail))|(?:message headers follow|(?:the |your )?original (?:message|mail)(?: header)?s?(?: follows?| is| header|:)|included is|below is a copy|(?:a )?copy of (?:your|the) (?:message|mail|original)|returned message (?:follows|header))|(?:Received|Return-Path|DKIM-Signature|X-Received|MIME-Version|Message-ID): )",
        RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Copy();

    [GeneratedRegex(@"^(?:[ \t]*(?:\d{3}[ -]+|[*>•-]+[ \t]*)?(?:(?:final[- ]|original[- ]|failed )?recipient(?: address)?s?:?[ \t]*(?:rfc822;)?[ \t]*)?)<?(?<address>" + Mailbox + ")",
        RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Head();

    [GeneratedRegex(@"in\s+(?:reply|response)\s+to\s+(?:the\s+)?((?:end\s+of\s+)?[A-Z]{4}[A-Z ]*?)\s+command|(?:error|failure|failed|rejected)[^.\n]{0,80}\safter\s+(?:the |sending )?((?:end\s+of\s+|pipelined\s+)?[A-Z]{4}|initial\s+connection|connect)|did not like our ([A-Z]{4})|>>> ?([A-Z]{4})[^\n]*\n(?=[ \t]*<<< ?[45]\d\d)|\[(RCPT_TO|MAIL_FROM|DATA|BODY|EHLO|HELO|CONNECT)\]|refused to (talk) to me|SMTP command[ :\n]+(RCPT|MAIL|DATA|EHLO|HELO)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Step();

    [GeneratedRegex(@"(?<![\w.:\[-])[45]\d\d(?:[ -]|: )(?=[^\s])(?! seconds| bytes| hours| days)")]
    private static partial Regex ReplyCode();

    [GeneratedRegex(@"no valid recipient|need RCPT", RegexOptions.IgnoreCase)]
    private static partial Regex NoRecipients();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(Mailbox)]
    private static partial Regex Address();
}
