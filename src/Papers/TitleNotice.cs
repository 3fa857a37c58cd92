using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// What a publisher put before or behind a title to say that the paper is retracted, or that this is not a paper but a
/// notice about one. A paper that is about retractions or corrections has none of these signs.
/// </summary>
/// <param name="Title">The title of the paper that is meant.</param>
internal sealed partial record TitleNotice(TitleNoticeKind Kind, string Title)
{
    public static TitleNotice Of(string title)
    {
        if (Retracted().Match(title) is { Success: true } front)
        {
            return new(TitleNoticeKind.Retracted, title[front.Length..].Trim());
        }

        if (Behind().Match(title) is { Success: true } behind)
        {
            return new(TitleNoticeKind.Retracted, title[..behind.Index].Trim());
        }

        if (Retraction().Match(title) is { Success: true } retraction)
        {
            return new(TitleNoticeKind.Retraction, title[retraction.Length..].Trim(' ', '"', '“', '”', '‘', '’'));
        }

        return new(Correction().IsMatch(title) ? TitleNoticeKind.Correction : TitleNoticeKind.None, title);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace
        | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(
        """
        ^ \W* (?:
            (?:temporarily\s+|article\s+|paper\s+)? (?:retracted|withdrawn|removed)
                (?:\s+(?:article|chapter|paper|preprint|manuscript|publication|conference\s+paper
                    |and\s+(?:replaced|removed|republished)))? \s*
                (?: : | [\])] \s*:? | \s[-–—]\s )
            | (?-i:RETRACTED|WITHDRAWN) (?:\s+(?-i:ARTICLE|CHAPTER|PAPER|PREPRINT))? \s+
            | temporary\s+removal \s* :
            | this\s+(?:article|paper|chapter)\s+has\s+been\s+(?:retracted|withdrawn)\s*[\])]
        )
        """, Options)]
    private static partial Regex Retracted();

    [GeneratedRegex(
        """
        (?: \s* [\[(] \s* (?:retracted|withdrawn) (?:\s+(?:article|paper|chapter|preprint|publication))?
                (?:[.,;:]\s[^\])]*)? [\])]
            | \s*[-–—:]\s* (?-i:RETRACTED|WITHDRAWN) | \s+(?-i:RETRACTED|WITHDRAWN) )
        \W* $
        """, Options)]
    private static partial Regex Behind();

    [GeneratedRegex(
        """
        ^ \W* (?:
            (?:retraction|withdrawal|removal) (?:\s+(?:notice|note|statement))? (?:\s+(?:to|of|for|on))? \s* : \s*
            | (?:retraction|withdrawal|removal) \s+ (?:notice|note|statement) (?:\s+(?:to|of|for|on))?
                (?: \s*[:.-]\s* | \s+ )
            | (?:notice|statement) \s+ of \s+ (?:retraction|withdrawal|removal) (?: \s*[:.-]\s* | \s+(?:of|to|for)?\s* )
            | (?:retraction|withdrawal) \s+ (?:to|of|for) \s* ["“‘]
            | (?:retraction|withdrawal|removal) \s+ (?:to|of|for) \s+ [^:]{1,80}? \s+ et\s+al\.? [,:] \s*
        )
        """, Options)]
    private static partial Regex Retraction();

    [GeneratedRegex(
        """
        ^ \W* (?:
            (?:(?:author|publisher|editorial|editor)['’]?s?\s+)?
                (?:correction|corrections|erratum|errata|corrigendum|corrigenda|addendum|clarification)
                (?:\s+(?:notice|note))? (?:\s+(?:to|for|on))? \s* (?: : | ["“‘] )
            | (?:erratum|errata|corrigendum|corrigenda) \s+ (?:to|for|on)\s
            | (?:erratum|errata|corrigendum|corrigenda) \W* $
            | corrections? \s+ (?:for|to|of) \s+ [^:]{1,80}? \s+ et\s+al\.? [,:]
            | (?:author|publisher) \s+ correction \W* $
            | (?:editorial\s+)? expressions? \s+ of \s+ (?:editorial\s+)? concern
                (?: \s* [:.-] | \s+(?:to|on|for|regarding)\s | \W*$ )
        )
        """, Options)]
    private static partial Regex Correction();
}
