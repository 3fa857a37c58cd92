using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// An arXiv identifier, new (2508.03694) or old style (astro-ph/0601001), with its version apart; see
/// info.arxiv.org/help/arxiv_identifier.html. The subject class of an old one does not count: math.GT/0309136 is
/// math/0309136.
/// </summary>
internal sealed partial record ArxivId(string Id, int Version)
{
    private const int LongestText = 500;

    public string AbstractUrl => $"https://arxiv.org/abs/{Id}";

    public string PdfUrl => $"https://arxiv.org/pdf/{Id}";

    /// <summary>
    /// Finds the identifier in itself, in an address of arXiv or of a site that names papers by it, in a DOI that arXiv
    /// registered, or in an OAI name; null where there is none.
    /// </summary>
    public static ArxivId? TryParse(string? text)
    {
        if (text is not { Length: > 0 and <= LongestText })
        {
            return null;
        }

        var match = Pattern().Match(text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text);
        if (!match.Success)
        {
            return null;
        }

        var id = match.Groups["id"].Value.ToLowerInvariant();
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var dot = slash < 0 ? -1 : id.IndexOf('.', 0, slash);
        return new ArxivId(dot < 0 ? id : id[..dot] + id[slash..],
            match.Groups["version"].Success ? int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture)
                : 1);
    }

    [GeneratedRegex(
        """
        ^ \s* (?:
            (?:https?://)? (?:[a-z0-9-]+\.)* (?:arxiv\.org | alphaxiv\.org | ar5iv\.org
                | scirate\.com | papers\.cool | lanl\.gov)
                / (?:(?:abs|pdf|html|format|ps|e-print|src|tb|overview|resources?|arxiv|ftp/arxiv/papers/[0-9]{4}
                    |[a-z]{2})/)* (?:arxiv:)?
            | (?:https?://)? (?:www\.)? (?:huggingface\.co|hf\.co|emergentmind\.com) /papers/
            | (?:https?://)? (?:[a-z]+\.)* semanticscholar\.org / (?:[a-z0-9]+/)* arxiv[:/]
            | (?: (?:https?://)? (?:[a-z]+\.)* doi\.org/ | info:doi/ | urn:doi: | doi:\s* )? 10\.48550/arxiv\.
            | oai:arxiv\.org: | (?:info:|urn:)? arxiv[:/]\s*
        )?
        (?<id> [0-9]{4}\.[0-9]{4,5} | [a-z][a-z-]*(?:\.[a-z-]{2,9})?/[0-9]{7} )
        (?:v(?<version>[0-9]{1,3}))? (?:\.pdf)? /? (?:[?\#]\S*)? (?:\s*\[[a-z.\s-]*\])? \s* $
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking
            | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
