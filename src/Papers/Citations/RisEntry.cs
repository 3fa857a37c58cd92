using System.Globalization;
using System.Text;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Citations;

/// <summary>A paper in RIS: a tag and a value on each line, whose end is CR LF.</summary>
internal static class RisEntry
{
    public static string Write(Paper paper)
    {
        var arxiv = Citation.ArxivId(paper);
        var entry = new StringBuilder();
        Add(entry, "TY", arxiv is null ? "GEN" : "UNPB");
        Add(entry, "ID", Citation.Key(paper));
        Add(entry, "TI", paper.Title);
        foreach (var author in paper.Authors)
        {
            Add(entry, "AU", CitedName.Of(author).InRis);
        }

        Add(entry, "DA", paper.Published?.ToString("yyyy'/'MM'/'dd'/'", CultureInfo.InvariantCulture));
        Add(entry, "PY", paper.Published?.ToString("yyyy", CultureInfo.InvariantCulture));
        Add(entry, "PB", arxiv is null ? null : "arXiv");
        Add(entry, "AN", arxiv is null ? null : $"arXiv:{arxiv}");
        Add(entry, "DO", Citation.DoiOf(paper));
        Add(entry, "UR", Citation.Url(paper.Url));
        Add(entry, "L1", Citation.Url(paper.PdfUrl));
        foreach (var category in paper.Categories)
        {
            Add(entry, "KW", category);
        }

        Add(entry, "AB", paper.Abstract);
        return entry.Append("ER  - \r\n\r\n").ToString();
    }

    private static void Add(StringBuilder entry, string tag, string? value)
    {
        if (PaperText.Line(value) is { Length: > 0 } line)
        {
            entry.Append(CultureInfo.InvariantCulture, $"{tag}  - {line}\r\n");
        }
    }
}
