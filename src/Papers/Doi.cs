using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// A digital object identifier (ISO 26324) in lower case, out of every way it is written: bare, <c>doi:…</c>, an
/// address of doi.org, or a publisher's address that holds it. The versions of a preprint are one.
/// </summary>
internal static partial class Doi
{
    private const int MaxLength = 300;
    private const string Arxiv = "10.48550/arxiv.";

    /// <summary>The identifier alone; null where the text holds none.</summary>
    public static string? TryParse(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength })
        {
            return null;
        }

        var match = Pattern().Match(text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text);
        if (!match.Success)
        {
            return null;
        }

        var isAddress = match.Groups["address"].Success;
        var doi = match.Groups["doi"].Value;
        doi = isAddress && doi.IndexOfAny(['?', '#', '&']) is var end and > 0 ? doi[..end] : doi;
        doi = match.Groups["publisher"].Success ? View().Replace(doi, "") : doi;
        doi = match.Value.TrimStart().StartsWith('<') ? doi.TrimEnd('>') : doi;
        return Canonical(Ended(doi).ToLowerInvariant());
    }

    /// <summary>Without what ended the sentence or the address around it.</summary>
    private static string Ended(string doi)
    {
        var ended = doi.TrimEnd('.', ',', ';', '/');
        return ended.EndsWith(')') && !ended.Contains('(', StringComparison.Ordinal) ? Ended(ended[..^1]) : ended;
    }

    /// <summary>
    /// Without the version that bioRxiv, medRxiv, Research Square, ChemRxiv, Preprints.org and PsyArXiv put behind a
    /// preprint's DOI.
    /// </summary>
    public static string Canonical(string doi)
    {
        var match = Versioned().Match(doi);
        return match.Success ? match.Groups["whole"].Value : doi;
    }

    /// <summary>Each identifier in a text that may hold several, separated by spaces, commas or semicolons.</summary>
    public static List<string> All(string? text)
    {
        var found = new List<string>();
        foreach (var piece in Spaces().Split(text ?? ""))
        {
            // A DOI itself may hold a comma or semicolon, so these separate two only where another begins.
            for (var from = 0; from < piece.Length;)
            {
                var next = NextAfter(piece, from);
                if (TryParse(piece[from..next].TrimEnd(',', ';')) is { } doi && !found.Contains(doi))
                {
                    found.Add(doi);
                }

                from = next;
            }
        }

        return found;
    }

    private static int NextAfter(string piece, int from)
    {
        for (var at = from + 1; at < piece.Length; at++)
        {
            if (piece[at - 1] is ',' or ';' && Begins(piece.AsSpan(at)))
            {
                return at;
            }
        }

        return piece.Length;
    }

    private static bool Begins(ReadOnlySpan<char> text) =>
        text.StartsWith("10.", StringComparison.Ordinal) || text.StartsWith("doi:", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    /// <summary>The arXiv identifier for which arXiv itself registered this DOI; null for every other.</summary>
    public static string? ArxivOf(string doi) =>
        doi.StartsWith(Arxiv, StringComparison.Ordinal) ? ArxivId.TryParse(doi[Arxiv.Length..])?.Id : null;

    public static string Url(string doi) =>
        "https://doi.org/" + Uri.EscapeDataString(doi).Replace("%2F", "/", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(
        """
        ^ \s* (?:
            (?<address> (?:https?://)? (?:[a-z0-9-]+\.)* doi\.org/ (?:doi:)? )
            | (?<address> (?<publisher> https?://[^/\s]+/ (?:[a-z0-9_-]+/)*
                    (?:doi|abs|abstract|full|pdf|epdf|content|article|articles|chapter|book|early)/ ) )
            | (?<address> https?://[^\s?]+\?(?:[a-z]+=[^\s&]*&)*(?:id|doi|uri)=(?:info:doi/|doi:)? )
            | doi:?\s* | info:doi/ | urn:doi: | <
        )?
        (?<doi> 10\.[0-9]+(?:\.[0-9]+)*/[^\s\p{C}]+ ) \s* $
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking
            | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    /// <summary>What a publisher's address adds to say how the paper is shown.</summary>
    [GeneratedRegex(@"(?:\.(?:full|abstract|short|figures-only|article-info|supplementary-material|pdf|html"
        + @"|long))+(?:\+html)?$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex View();

    [GeneratedRegex(
        """
        ^ (?: (?<whole> 10\.(?:1101|64898)/.*[0-9] )
            | (?<whole> 10\.21203/rs\.[0-9]+\.rs-[0-9]+ | 10\.26434/chemrxiv-.+ | 10\.20944/preprints[0-9.]+[0-9]
                | 10\.[0-9]+/osf\.io/[a-z0-9]+ ) [/._-]
        ) v[0-9]{1,3} $
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Versioned();
}
