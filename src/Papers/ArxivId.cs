using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// An arXiv identifier, new (2508.03694) or old style (astro-ph/0601001), with its version apart; see
/// info.arxiv.org/help/arxiv_identifier.html.
/// </summary>
internal sealed partial record ArxivId(string Id, int Version)
{
    public string AbstractUrl => $"https://arxiv.org/abs/{Id}";

    public string PdfUrl => $"https://arxiv.org/pdf/{Id}";

    /// <summary>Finds the identifier in itself, an address or an OAI name; null where there is none.</summary>
    public static ArxivId? TryParse(string? text)
    {
        var match = Pattern().Match(text ?? "");
        return match.Success
            ? new ArxivId(match.Groups[1].Value,
                match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : 1)
            : null;
    }

    [GeneratedRegex(@"^(?:https?://(?:[a-z.]*\.)?arxiv\.org/(?:abs|pdf)/|oai:arXiv\.org:|arXiv:)?(\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7})(?:v(\d{1,3}))?(?:\.pdf)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
