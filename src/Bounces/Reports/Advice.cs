using System.Text.RegularExpressions;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// What a reporter adds to the refusing server's words: advice to the sender, labels with our own addresses, footers.
/// Their words ("try again", "Original Sender") say nothing about the recipient.
/// </summary>
internal static partial class Advice
{
    /// <summary>The text without them; line by line, sentence by sentence.</summary>
    public static string Without(string text) =>
        string.Join('\n', ToSender().Replace(text, "").Split('\n').Where(line => !Label().IsMatch(line))
            .Select(line => string.Concat(Sentences(line).Where(sentence => !Starts().IsMatch(sentence)))));

    /// <summary>What a reporter does with the mail; no word about its sender.</summary>
    [GeneratedRegex(@"\breturn(?:ed|ing)?(?: (?:the )?(?:mail|message))? to (?:the |its )?sender\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex ToSender();

    private static IEnumerable<string> Sentences(string line)
    {
        var start = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var ends = line[i] is '。' or '！' or '？'
                || (line[i] is '.' or '!' or '?' && (i + 1 == line.Length || line[i + 1] == ' '));
            if (ends)
            {
                yield return line[start..(i + 1)];
                start = i + 1;
            }
        }

        if (start < line.Length)
        {
            yield return line[start..];
        }
    }

    [GeneratedRegex(
        @"^[ \t*>-]*(?:original[ -])?(?:from|sender|sender[ -]mta|to|cc|subject|date|sent|message[ -]id"
        + @"|received[ -]from[ -]mta|reporting[ -]mta|remote[ -]mta|arrival[ -]date|last[ -]attempt[ -]date"
        + @"|return[ -]path|mail from|envelope[ -]from|x-[a-z0-9-]+|size|von|an|betreff|absender|de|para"
        + @"|asunto|assunto|objet|oggetto|mittente|onderwerp|afzender|temat|nadawca|от|кому|тема"
        + @"|отправитель|差出人|送信者|件名|发件人|主题|寄件者|主旨)[ \t]*[:：]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"^[\s*>""'(-]*(?:please|kindly|pls|check|try|retry|verify|make sure|contact|if |for (?:more"
        + @"|further|assistance|help|additional|information)|learn|see |visit|go to|click|you (?:may|might"
        + @"|can|should|could|will|need)|to (?:resolve|fix|learn|find|get|contact|help|reduce|protect)"
        + @"|it (?:is|may be) possible|this (?:may|might|could) be|this (?:message|mail|e-?mail|report"
        + @"|notification|is an? (?:automat|permanent)) ?(?:was|has been|is)? ?(?:created|generated|sent"
        + @"|scanned|checked|automat)?|note|help|more info|additional info|ask |resend|send(?:ing)? (?:it"
        + @"|the)|do not|don['’]t|correct|update|remove|tell|wait|sorry|i['’](?:m|ve)|thank|would you"
        + @"|double-check|next steps|how to fix|perhaps|possibly|"
        +
            @"bitte|überprüfen|prüfen|versuchen|wenden|falls|wenn|kontaktieren|stellen sie|weitere|veuillez"
            + @"|vérifie[zr]|réessaye[zr]|essayez|si |pour|contacte[zr]|contactez|s['’]il|por favor|compruebe"
            + @"|comprueba|verifi(?:que|ca)|inténtelo|inténtalo|intente|póngase|para |consulte|tente|entre em"
            + @"|caso |controll?[ai]|controleer|verificare|riprova|prova|contatta|per (?:maggiori|ulteriori)"
            + @"|se |probeer|neem |als |voor meer|sprawdź|spróbuj|skontaktuj|jeśli|aby|проверьте|убедитесь"
            + @"|попробуйте|повторите|обратитесь|если|для |пожалуйста|请|請|如果|如有|若|建议|ご確認|お手数|恐れ入|詳しく|もし|再度|入力ミス)"
        + @"|(?:ください|下さい|お願いします|お願いいたします)。?\s*$|请(?:检查|核对|确认|联系|稍后|重新)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Starts();
}
