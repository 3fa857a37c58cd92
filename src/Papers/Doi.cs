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
        doi = match.Groups["publisher"].Success ? WithoutView(doi) : doi;
        doi = match.Value.TrimStart().StartsWith('<') ? doi.TrimEnd('>') : doi;
        return Canonical(Ended(doi).ToLowerInvariant());
    }

    /// <summary>Without what ended the sentence or the address around it.</summary>
    private static string Ended(string doi)
    {
        var ended = doi.TrimEnd('.', ',', ';', '/');
        return ended.EndsWith(')') && !ended.Contains('(', StringComparison.Ordinal) ? Ended(ended[..^1]) : ended;
    }

    /// <summary>Without what a publisher's address adds; a DOI always keeps something behind its first slash.</summary>
    private static string WithoutView(string doi)
    {
        var plain = View().Replace(doi, "");
        plain = Numbered().Match(plain) is { Success: true } numbered ? numbered.Groups["whole"].Value : plain;
        return plain.Contains('/', StringComparison.Ordinal) ? plain : doi;
    }

    /// <summary>
    /// Without the version that servers of preprints put behind a DOI, as bioRxiv, ChemRxiv, TechRxiv, Authorea,
    /// figshare, F1000Research and eLife do.
    /// </summary>
    public static string Canonical(string doi)
    {
        var match = Versioned().Match(doi);
        return match.Success ? match.Groups["whole"].Value : doi;
    }

    /// <summary>
    /// What two forms of one DOI have in common, also those that were kept before their versions and views were known.
    /// </summary>
    public static string Stem(string doi) => Canonical(WithoutView(doi));

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
    [GeneratedRegex(
        """
        (?: \. (?:full-text|fulltext|full|abstract|short|figures-only|article-info|article-metrics
                |supplementary-material|pdf|html|long) (?:\+html)?
            | / (?:full-text|fulltext|full|abstract|meta|e?pdf|epub|html?|xml(?:/nlm)?|references|figures|summary) )+
        /* $
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex View();

    /// <summary>Oxford's and AIP's addresses put their own number and a title behind the DOI.</summary>
    [GeneratedRegex(@"^(?<whole>10\.1093/[a-z]+/[a-z0-9]+|10\.1063/[0-9]+\.[0-9]+)/[0-9]{4,}(?:/.*)?$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Numbered();

    [GeneratedRegex(
        """
        ^ (?: (?: (?<whole> 10\.(?:1101|64898)/.*[0-9] )
                | (?<whole> 10\.21203/rs\.[0-9]+\.[a-z0-9-]+ | 10\.26434/chemrxiv[.-].+ | 10\.33774/.+
                    | 10\.20944/preprints[0-9.]+[0-9] | 10\.[0-9]+/osf\.io/[a-z0-9]+ | 10\.36227/techrxiv\.[0-9.]+[0-9]
                    | 10\.22541/[a-z]+\.[0-9.]+[0-9] | 10\.[0-9]+/m9\.figshare\.(?:c\.)?[0-9]+
                    | 10\.14293/.+[0-9] ) [/._-]
            ) v[0-9]{1,3}
            | (?<whole> 10\.12688/[a-z0-9]+\.[0-9]+ | 10\.7554/elife\.[0-9]+ | 10\.32388/[a-z0-9]+
                | 10\.1002/essoar\.[0-9]+ ) \. [1-9][0-9]?
        ) $
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Versioned();
}
