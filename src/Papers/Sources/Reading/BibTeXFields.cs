using System.Globalization;
using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>An entry of BibTeX or BibLaTeX under our names of fields, with TeX turned into plain text.</summary>
internal static partial class BibTeXFields
{
    private static readonly string[] ArxivFields = ["journal", "journaltitle", "howpublished", "number", "volume"];
    private static readonly string[] LinkFields = ["howpublished", "note", "ee", "bdsk-url-1", "link"];

    public static Dictionary<string, List<string>> Of(Dictionary<string, string> entry)
    {
        var fields = new Dictionary<string, List<string>>();
        Add("title", Readable(Title(entry)));
        Add("abstract", Readable(Of(entry, "abstract", "abstractnote")));
        Add("organization", Readable(Of(entry, "institution", "school", "organization")));
        Add("doi", Address(entry.GetValueOrDefault("doi")));
        Add("id", Bare(entry.GetValueOrDefault("key")));
        Add("url", Address(entry.GetValueOrDefault("url")) ?? Link(entry));
        Add("arxivId", ArxivOf(entry));
        Add("categories", Categories(entry));
        Add("published", BibTeXDate.Of(name => Bare(entry.GetValueOrDefault(name))));
        fields["names"] = BibTeXNames.Of(entry.GetValueOrDefault("author") ?? "", name => Readable(name)!);
        return fields;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                fields[name] = [value];
            }
        }
    }

    private static string? Of(Dictionary<string, string> entry, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (entry.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }

    private static string? Title(Dictionary<string, string> entry) =>
        Of(entry, "title") is not { } title ? null
            : Of(entry, "subtitle") is { } more && !title.Contains(more, StringComparison.OrdinalIgnoreCase)
                ? $"{title}: {more}" : title;

    private static string? ArxivOf(Dictionary<string, string> entry)
    {
        var archive = Of(entry, "archiveprefix", "eprinttype");
        var eprint = Bare(entry.GetValueOrDefault("eprint"));
        var isOther = archive is not null && !Bare(archive)!.Equals("arxiv", StringComparison.OrdinalIgnoreCase);
        return eprint is null ? ArxivInWords(entry)
            : isOther || (archive is null && !eprint.Contains("arxiv", StringComparison.OrdinalIgnoreCase)
                && !entry.ContainsKey("primaryclass")) ? null : eprint;
    }

    /// <summary>"arXiv preprint arXiv:2511.01236", the abs/2511.01236 of DBLP, and a note.</summary>
    private static string? ArxivInWords(Dictionary<string, string> entry) =>
        ArxivFields.Select(name => Named().Match(entry.GetValueOrDefault(name) ?? ""))
            .Append(Noted().Match(Readable(entry.GetValueOrDefault("note")) ?? ""))
            .FirstOrDefault(match => match.Success)?.Groups["id"].Value;

    /// <summary>The class of arXiv first, then the keywords.</summary>
    private static string? Categories(Dictionary<string, string> entry)
    {
        var all =
            new[] { Of(entry, "primaryclass"), Of(entry, "eprintclass"), Of(entry, "keywords"), Of(entry, "keyword") }
            .OfType<string>().Select(value => Readable(value)!);
        return string.Join(", ", all) is { Length: > 0 } list ? list : null;
    }

    /// <summary>An address in <c>howpublished</c>, <c>note</c> or the like.</summary>
    private static string? Link(Dictionary<string, string> entry) =>
        LinkFields.Select(name => Address(entry.GetValueOrDefault(name)))
            .FirstOrDefault(text => text?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>An address as it was before it was escaped for TeX.</summary>
    private static string? Address(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var text = Command().Match(value) is { Success: true } command ? command.Groups["url"].Value : value;
        text = text.Replace(@"\textunderscore", "_", StringComparison.Ordinal)
            .Replace(@"\textless", "<", StringComparison.Ordinal)
            .Replace(@"\textgreater", ">", StringComparison.Ordinal)
            .Replace(@"\textasciitilde", "~", StringComparison.Ordinal)
            .Replace(@"$\sim$", "~", StringComparison.Ordinal)
            .Replace(@"\string", "", StringComparison.Ordinal).Replace(@"\slash", "/", StringComparison.Ordinal);
        return Escaped().Replace(text, "$1").Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal).Trim(' ', '<', '>');
    }

    private static string? Bare(string? value) => value?.Replace("{", "", StringComparison.Ordinal)
        .Replace("}", "", StringComparison.Ordinal).Replace("\\_", "_", StringComparison.Ordinal).Trim();

    /// <summary>
    /// TeX first, whose accents need the braces; then the braces, which only keep capitals, save those that are meant.
    /// </summary>
    private static string? Readable(string? value) => value is null ? null :
        Tex.ToUnicode(
            Silent().Replace(value, "").Replace("---", "—", StringComparison.Ordinal)
                .Replace("--", "–", StringComparison.Ordinal)
                .Replace(@"\textbraceleft{}", "\uE000", StringComparison.Ordinal)
                .Replace(@"\textbraceright{}", "\uE001", StringComparison.Ordinal))
            .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Replace('\uE000', '{').Replace('\uE001', '}');

    [GeneratedRegex(@"(?:arxiv\s*[:.]\s*|^\s*\{?abs/)"
        + @"(?<id>[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z-]+(?:\.[a-z-]+)?/[0-9]{7})",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    /// <summary>
    /// A note that says where the work itself is; behind other words, such as "see also" or "extends", it is another.
    /// </summary>
    [GeneratedRegex(
        @"^\W*(?:(?:pre-?print|e-?print|available|also|online|at|on|as|from|in|the|posted|published|to|appear|[0-9]+"
        + @"|pages?|pp|and|paper|manuscript|arxiv)\b[\W_]*)*?arxiv\s*[:.]?\s*"
        + @"(?<id>[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z-]+(?:\.[a-z-]+)?/[0-9]{7})",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Noted();

    /// <summary>Commands that print nothing, which styles and sorting need.</summary>
    [GeneratedRegex(
        @"\\(relax|protect|ignorespaces|leavevmode|nobreak)\b\s*"
            + @"|\\(noopsort|SortNoop|hspace\*?|vspace\*?)\s*\{[^{}]*\}",
        RegexOptions.NonBacktracking)]
    private static partial Regex Silent();

    [GeneratedRegex(@"\\(url|nolinkurl|path|href)\s*\{(?<url>[^{}]*(\{\\?.\}[^{}]*)*)\}",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Command();

    [GeneratedRegex(@"\\([&%#_$~^{}\-/])", RegexOptions.NonBacktracking)]
    private static partial Regex Escaped();
}
