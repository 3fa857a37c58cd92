using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Citations;

/// <summary>
/// Papers as references for a reference manager, in UTF-8 and on lines of their own, whatever their titles hold.
/// </summary>
/// <param name="Extension">Of a file of it, and of the addresses that answer it.</param>
internal sealed partial record Citation(string Name, string Extension, string MediaType, Func<Paper, string> Entry)
{
    public static readonly IReadOnlyList<Citation> All =
    [
        new("BibTeX", "bib", "application/x-bibtex; charset=utf-8", BibTeXEntry.Write),
        new("RIS", "ris", "application/x-research-info-systems; charset=utf-8", RisEntry.Write),
    ];

    public static Citation? Find(string extension) => All.FirstOrDefault(format => format.Extension == extension);

    public string Write(IEnumerable<Paper> papers) => string.Concat(papers.Select(Entry));

    /// <summary>
    /// The same at every time for the same paper, and its own: where a sign had to go, its number tells it from others.
    /// </summary>
    public static string Key(Paper paper) =>
        Unfit().Replace(paper.Key, "-") is var key && key == paper.Key ? key
            : string.Create(CultureInfo.InvariantCulture, $"{key[..Math.Min(key.Length, 100)]}-{paper.Id}");

    public static string? ArxivId(Paper paper) =>
        paper.Key.StartsWith("arxiv:", StringComparison.Ordinal) ? paper.Key["arxiv:".Length..] : null;

    /// <summary>Its DOI; that of arXiv where arXiv lists it.</summary>
    public static string? DoiOf(Paper paper) => ArxivId(paper) is { } arxiv ? $"10.48550/arXiv.{arxiv}"
        : paper.Key.StartsWith("doi:", StringComparison.Ordinal) ? Address(paper.Key["doi:".Length..]) : null;

    public static string? Url(string? url) => SafeUrl.OrNull(url) is { } good ? Address(good) : null;

    /// <summary>An address with nothing in it that would end a field; what is percent-encoded already stays.</summary>
    private static string Address(string address)
    {
        var safe = new StringBuilder(address.Length);
        foreach (var rune in address.EnumerateRunes())
        {
            safe.Append(
                rune.Value is <= ' ' or '{' or '}' or '\\' or '"' or '<' or '>' or '^' or '`' or '|' or 0x7F
                    || Rune.IsControl(rune) ? Uri.EscapeDataString(rune.ToString()) : rune.ToString());
        }

        return safe.ToString();
    }

    [GeneratedRegex("[^A-Za-z0-9.:/+-]", RegexOptions.NonBacktracking)]
    private static partial Regex Unfit();
}
