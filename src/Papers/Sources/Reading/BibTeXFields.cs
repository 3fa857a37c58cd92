using System.Globalization;
using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>An entry of BibTeX or BibLaTeX under our names of fields, with TeX turned into plain text.</summary>
internal static partial class BibTeXFields
{
    private const int MaxNames = 200_000;
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
        Add("published", Bare(Of(entry, "date")) ?? Month(entry));
        fields["names"] =
            [.. Names(entry.GetValueOrDefault("author") ?? "").Where(name => name is not ("" or "others"))
                .Select(name => PaperText.Natural(Readable(name)!))];
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
        return eprint is null
            || (archive is not null && !Bare(archive)!.Equals("arxiv", StringComparison.OrdinalIgnoreCase))
            || (archive is null && !eprint.Contains("arxiv", StringComparison.OrdinalIgnoreCase)
                && !entry.ContainsKey("primaryclass")) ? null : eprint;
    }

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
            .Replace(@"\textasciitilde", "~", StringComparison.Ordinal)
            .Replace(@"$\sim$", "~", StringComparison.Ordinal)
            .Replace(@"\string", "", StringComparison.Ordinal).Replace(@"\slash", "/", StringComparison.Ordinal);
        return Escaped().Replace(text, "$1").Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal).Trim(' ', '<', '>');
    }

    private static string? Bare(string? value) => value?.Replace("{", "", StringComparison.Ordinal)
        .Replace("}", "", StringComparison.Ordinal).Replace("\\_", "_", StringComparison.Ordinal).Trim();

    /// <summary>Separated by "and", but not by one inside braces, which is part of a name.</summary>
    private static List<string> Names(string list)
    {
        list = list.Length > MaxNames ? list[..MaxNames] : list;
        var names = new List<string>();
        var (start, depth, seen) = (0, 0, 0);
        foreach (var and in And().EnumerateMatches(list))
        {
            for (; seen < and.Index; seen++)
            {
                depth += list[seen] == '{' ? 1 : list[seen] == '}' ? -1 : 0;
            }

            if (depth <= 0 && and.Index >= start)
            {
                names.Add(list[start..and.Index].Trim());
                start = and.Index + and.Length;
            }
        }

        names.Add(list[start..].Trim());
        return names;
    }

    /// <summary>
    /// TeX first, whose accents need the braces; then the braces, which only keep capitals, save those that are meant.
    /// </summary>
    private static string? Readable(string? value) => value is null ? null :
        Tex.ToUnicode(
            Silent().Replace(value, "").Replace(@"\textbraceleft{}", "\uE000", StringComparison.Ordinal)
                .Replace(@"\textbraceright{}", "\uE001", StringComparison.Ordinal))
            .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Replace('\uE000', '{').Replace('\uE001', '}');

    /// <summary>A year alone is not a day; a month without one is its first.</summary>
    private static string? Month(Dictionary<string, string> entry)
    {
        var (year, month, day) = (Bare(entry.GetValueOrDefault("year")), Bare(entry.GetValueOrDefault("month")),
            Bare(entry.GetValueOrDefault("day")));
        if (year is null || month is null)
        {
            return null;
        }

        return int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? WrittenDay.Read($"{year}-{number}-{day ?? "1"}") is not null ? $"{year}-{number}-{day ?? "1"}"
                : $"{year}-{number}-1"
            : WrittenDay.Read($"{day} {month} {year}") is not null && day is not null ? $"{day} {month} {year}"
            : $"{month} {year}";
    }

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex And();

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
