using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// A digital object identifier (ISO 26324) in lower case, out of every way it is written: bare, <c>doi:…</c>, or an
/// address of doi.org.
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
        return match.Success ? match.Groups[1].Value.TrimEnd('.', ',', ';').ToLowerInvariant() : null;
    }

    /// <summary>Each identifier in a text that may hold several, parted by spaces, commas or semicolons.</summary>
    public static List<string> All(string? text) =>
        [.. Between().Split(text ?? "").Select(TryParse).OfType<string>().Distinct()];

    /// <summary>The arXiv identifier for which arXiv itself registered this DOI; null for every other.</summary>
    public static string? ArxivOf(string doi) =>
        doi.StartsWith(Arxiv, StringComparison.Ordinal) ? ArxivId.TryParse(doi[Arxiv.Length..])?.Id : null;

    public static string Url(string doi) =>
        "https://doi.org/" + Uri.EscapeDataString(doi).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>A DOI itself may hold a comma or semicolon, so these part two only where another begins.</summary>
    [GeneratedRegex(@"(?<!doi:)\s+|[,;]\s*(?=10\.|doi:|https?:)", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)?(10\.\d+(?:\.\d+)*/[^\s\p{C}]+)\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
