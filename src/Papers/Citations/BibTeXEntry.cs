using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Citations;

/// <summary>
/// A paper in BibTeX. TeX's special signs are written as commands, all others as they are; braces as commands too, for
/// BibTeX counts them even behind a backslash. The title is in two pairs, so that styles leave its capitals alone.
/// </summary>
internal static partial class BibTeXEntry
{
    public static string Write(Paper paper)
    {
        var entry = new StringBuilder().Append(CultureInfo.InvariantCulture, $"@misc{{{Citation.Key(paper)}");
        Add(entry, "title", $"{{{Text(paper.Title)}}}");
        Add(entry, "author", string.Join(" and ", paper.Authors.Select(Author).Where(name => name.Length > 0)));
        if (paper.Published is { } day)
        {
            Add(entry, "year", day.ToString("yyyy", CultureInfo.InvariantCulture));
            entry.Append(",\n  month = ").Append(day.ToString("MMM", CultureInfo.InvariantCulture).ToLowerInvariant());
            Add(entry, "day", day.Day.ToString(CultureInfo.InvariantCulture));
        }

        if (Citation.ArxivId(paper) is { } arxiv)
        {
            Add(entry, "eprint", arxiv);
            Add(entry, "archiveprefix", "arXiv");
            Add(entry, "primaryclass", paper.Categories.FirstOrDefault(category => Category().IsMatch(category)));
        }

        Add(entry, "doi", Citation.DoiOf(paper));
        Add(entry, "url", Citation.Url(paper.Url));
        Add(entry, "keywords", string.Join(", ", paper.Categories.Select(Text)));
        Add(entry, "abstract", Text(paper.Abstract));
        return entry.Append("\n}\n\n").ToString();
    }

    private static void Add(StringBuilder entry, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            entry.Append(CultureInfo.InvariantCulture, $",\n  {name} = {{{value}}}");
        }
    }

    /// <summary>A group, and a name that holds "and", is one only inside braces.</summary>
    private static string Author(string author)
    {
        var name = CitedName.Of(author);
        return name.IsWhole || Parting().IsMatch(name.InBibTeX) ? $"{{{Text(PaperText.Line(author))}}}"
            : Text(name.InBibTeX);
    }

    private static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in PaperText.Line(text))
        {
            escaped.Append(c switch
            {
                '{' => @"\textbraceleft{}",
                '}' => @"\textbraceright{}",
                '\\' => @"\textbackslash{}",
                '~' => @"\textasciitilde{}",
                '^' => @"\textasciicircum{}",
                '%' or '&' or '#' or '_' or '$' => $@"\{c}",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"(?:^|\s)(?:and|others)(?:\s|,|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Parting();

    [GeneratedRegex("^[A-Za-z-]+(?:[.][A-Za-z-]+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Category();
}
