using System.Text;
using System.Text.RegularExpressions;
using DigestMailer.Delivery.Refusals;
using DigestMailer.Outbox;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Takes the words of a reporter apart: where the copy of our mail begins, what is said of whom, and what was answered
/// to. Every expression takes time linear in the text.
/// </summary>
internal static partial class NoticeText
{
    private const int MostLocalPart = 64;
    private const int MostAddress = 254;

    // Chinese and Japanese put no blank before an address.
    private const string Mailbox = @"[^\s<>()\[\]:;,""'*@=\u3000-\u30FF\u3400-\u9FFF\uFF00-\uFF60]+"
        + "@[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]";

    /// <summary>The text up to the copy of the returned mail, or to the header that begins it.</summary>
    public static string BeforeCopy(string text)
    {
        text = WithoutGaps(text.ReplaceLineEndings("\n"));
        var copy = Copy().Match(text);
        return copy.Success ? text[..copy.Index] : text;
    }

    /// <summary>One empty line for several.</summary>
    private static string WithoutGaps(string text)
    {
        var kept = new StringBuilder(text.Length);
        var empty = false;
        foreach (var line in text.Split('\n'))
        {
            if (!(empty && string.IsNullOrWhiteSpace(line)))
            {
                kept.Append(line).Append('\n');
            }

            empty = string.IsNullOrWhiteSpace(line);
        }

        return kept.ToString();
    }

    /// <summary>
    /// What is said of each address that is at the head of a line, in order; empty where none is.
    /// </summary>
    public static IReadOnlyList<(string Address, string Words)> ByAddress(string notice)
    {
        var heads = Head().Matches(notice).Where(head => IsAddress(head.Groups["address"].Value)).ToList();
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
    /// The refusing server's words in a notice, the closest first, each in one line: its reply to the end of the
    /// paragraph; else the words next to the address, then all of them, without advice and labels.
    /// </summary>
    /// <param name="words">What is said of one recipient.</param>
    /// <param name="notice">All that the reporter says.</param>
    public static IReadOnlyList<string> Said(string words, string notice)
    {
        var reply = Reply(words) ?? Reply(notice);
        var near = Advice.Without(FirstParagraph(words));
        string?[] all = [reply is null ? null : Flat(reply), Flat(near), Flat(Advice.Without(words)),
            Flat(Advice.Without(notice))];
        return [.. all.OfType<string>().Where(one => one.Any(char.IsLetter)).Distinct().DefaultIfEmpty(Flat(words))];
    }

    /// <summary>From its reply code to the end of the paragraph; null where there is no reply.</summary>
    public static string? Reply(string words)
    {
        var start = SmtpReply.StartIn(words);
        if (start < 0)
        {
            return null;
        }

        var end = words.IndexOf("\n\n", start, StringComparison.Ordinal);
        return end < 0 ? words[start..] : words[start..end];
    }

    /// <summary>The address with what follows it up to an empty line; the next paragraph too where that is all.
    /// </summary>
    private static string FirstParagraph(string words)
    {
        var end = words.TrimStart().IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return words;
        }

        var lead = words.Length - words.TrimStart().Length;
        var first = words[..(lead + end)];
        var alone = Address().Replace(first, "").Count(char.IsLetter) < 12;
        var next = alone ? words.IndexOf("\n\n", lead + end + 2, StringComparison.Ordinal) : lead + end;
        return next < 0 ? words : words[..next];
    }

    /// <summary>What the refusing server answered to.</summary>
    public static SmtpPhase Phase(string words)
    {
        // With pipelining the refusal of the recipient is read when DATA is answered.
        if (NoRecipients().IsMatch(words))
        {
            return SmtpPhase.Recipient;
        }

        var step = Step().Matches(words).LastOrDefault();
        return step is null ? SmtpPhase.Unknown
            : step.Groups.Values.Skip(1).First(group => group.Success).Value.ToUpperInvariant() switch
            {
                var verb when verb.Contains("RCPT", StringComparison.Ordinal) => SmtpPhase.Recipient,
                var verb
                    when verb.Contains("DATA", StringComparison.Ordinal)
                        || verb.Contains("BDAT", StringComparison.Ordinal)
                        || verb.Contains("BODY", StringComparison.Ordinal) => SmtpPhase.Content,
                _ => SmtpPhase.Sender,
            };
    }

    /// <summary>In one line; Japanese that a server wrote in its seven-bit form becomes readable.</summary>
    public static string Flat(string text) => Blank().Replace(Readable(text), " ").Trim();

    private static string Readable(string text) =>
        text.Contains('\u001b', StringComparison.Ordinal) && text.All(char.IsAscii)
            ? Encoding.GetEncoding("iso-2022-jp").GetString(Encoding.ASCII.GetBytes(text)) : text;

    /// <summary>The first address in a text.</summary>
    public static string? FirstAddress(string text) =>
        Address().Matches(text).FirstOrDefault(found => IsAddress(found.Value))?.Value.ToLowerInvariant();

    private static bool IsAddress(string text) =>
        text.Length <= MostAddress && text.IndexOf('@', StringComparison.Ordinal) <= MostLocalPart;

    [GeneratedRegex(
        @"^[ \t>]*(?:[-=*_][-=*_]+[ \t]*(?:this is a copy|below this line|below is|a copy|original|unsent"
        + @"|undelivered|the (?:header|body|original|message)|(?:returned |message |mail )?header|returned"
        + @"|included|forwarded|your (?:message|mail|original)|copy of|start of|begin"
        + @"|transcript of (?:message|mail))|(?:message headers follow|(?:the |your )?original (?:message"
        + @"|mail)(?: header)?s?(?: follows?| is| header|:)|included is|below is a copy"
        + @"|(?:a )?copy of (?:your|the) (?:message|mail|original)|returned message (?:follows|header))"
        + @"|(?:Received|Return-Path|DKIM-Signature|X-Received|MIME-Version|Message-ID): )",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Copy();

    [GeneratedRegex(
        @"^(?:[ \t]*(?:\d\d\d[ -]+|[*>•-]+[ \t]*)?(?:(?:final[- ]|original[- ]|failed )?(?:recipient"
        + @"|empf[aä]nger|destinataire|destinatario|宛先|收件人)(?: address)?s?:?[ \t]*(?:rfc822;)?[ \t]*"
        + @"|to:[ \t]*)?)[<'""]?(?<address>" + Mailbox + ")",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Head();

    [GeneratedRegex(
        @"in\s+(?:reply|response)\s+to\s+(?:the\s+)?((?:end\s+of\s+)?[A-Z]+(?:\s+(?:TO|FROM))?)\s+command"
        + @"|(?:error|failure|failed|rejected)[^.\n]*\safter\s+(?:the |sending )?((?:end\s+of\s+"
        + @"|pipelined\s+)?(?:RCPT|MAIL|DATA|EHLO|HELO|BDAT)|initial\s+connection|connect)"
        + @"|did not like our ([A-Z]+)|>>> ?([A-Z]+)[^\n]*\n[ \t]*<<< ?[45]\d\d|\[(RCPT_TO|MAIL_FROM|DATA"
        + @"|BODY|EHLO|HELO|CONNECT)\]|refused to (talk) to me|SMTP command[ :\n]+(RCPT|MAIL|DATA|EHLO"
        + @"|HELO)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Step();

    [GeneratedRegex(@"no valid recipient|need RCPT", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex NoRecipients();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blank();

    [GeneratedRegex(Mailbox, RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
