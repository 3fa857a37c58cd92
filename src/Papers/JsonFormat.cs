using System.Globalization;
using System.Text.Json;
using DigestMailer.Storage;

namespace DigestMailer.Papers;

/// <summary>
/// This project's own format: an array of papers, <c>{"edition": "2025-08-08", "papers": [...]}</c>, or one paper a line (JSON lines).
/// A paper has a <c>title</c> and may have abstract, authors, categories, id, arxivId, version, doi, url, pdf, html, code, project, discussion,
/// thumbnail, organization, published, edition, votes, comments, stars, withdrawn.
/// </summary>
internal static class JsonFormat
{
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string text, string source, DateOnly asked)
    {
        try
        {
            return ([.. Papers(text, asked).Select((paper, index) => One(paper.Element, index + 1, source, paper.Edition))], null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return ([], $"it is not in the papers' JSON format ({fault.Message.TrimEnd('.')}); nothing of it was kept");
        }
    }

    private static List<(JsonElement Element, DateOnly Edition)> Papers(string text, DateOnly asked)
    {
        if (!TryWhole(text, out var root))
        {
            return [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonElement.Parse(line), asked))];
        }

        if (root.ValueKind == JsonValueKind.Array)
        {
            return [.. root.EnumerateArray().Select(paper => (paper, asked))];
        }

        return Json.Child(root, "papers") is { } papers
            ? [.. papers.EnumerateArray().Select(paper => (paper, Json.Day(root, "edition") ?? asked))]
            : [(root, asked)];
    }

    /// <summary>False where the text is more than one JSON value, as JSON lines are.</summary>
    private static bool TryWhole(string text, out JsonElement root)
    {
        var first = text.AsSpan().TrimStart();
        var end = first.IndexOf('\n');
        if (end >= 0 && first[..end].Trim() is ['{', .., '}'] && first[end..].Trim().StartsWith("{"))
        {
            root = default;
            return false;
        }

        root = JsonElement.Parse(text);
        return true;
    }

    private static Listing One(JsonElement paper, int number, string source, DateOnly edition)
    {
        var title = PaperText.Title(Json.Text(paper, "title"));
        if (title.Length == 0)
        {
            throw new FormatException($"paper {number} has no title");
        }

        var arxiv = ArxivId.TryParse(Json.Text(paper, "arxivId")) ?? ArxivId.TryParse(Json.Text(paper, "url"));
        var doi = Json.Text(paper, "doi");
        return new Listing
        {
            Source = source,
            SourceId = Json.Text(paper, "id") ?? arxiv?.Id ?? doi ?? PaperKey.OfTitle(title),
            Edition = Json.Day(paper, "edition") ?? edition,
            ArxivId = arxiv?.Id,
            Version = Math.Max(arxiv?.Version ?? 1, Json.Count(paper, "version")),
            Doi = doi,
            Title = title,
            Abstract = PaperText.Abstract(Json.Text(paper, "abstract")),
            Authors = Strings(paper, "authors", PaperText.Name),
            Categories = Strings(paper, "categories", PaperText.Name),
            Organization = Json.Text(paper, "organization") is { } organization ? PaperText.Name(organization) : null,
            Published = Json.Day(paper, "published"),
            Votes = Json.Count(paper, "votes"),
            Comments = Json.Count(paper, "comments"),
            Stars = Json.Count(paper, "stars"),
            Url = SafeUrl.OrNull(Json.Text(paper, "url")) ?? arxiv?.AbstractUrl ?? (doi is null ? TitleSearch.Url(title) : "https://doi.org/" + Uri.EscapeDataString(doi)),
            PdfUrl = SafeUrl.OrNull(Json.Text(paper, "pdf")) ?? arxiv?.PdfUrl,
            HtmlUrl = SafeUrl.OrNull(Json.Text(paper, "html")),
            CodeUrl = SafeUrl.OrNull(Json.Text(paper, "code")),
            ProjectUrl = SafeUrl.OrNull(Json.Text(paper, "project")),
            DiscussionUrl = SafeUrl.OrNull(Json.Text(paper, "discussion")),
            ThumbnailUrl = SafeUrl.OrNull(Json.Text(paper, "thumbnail")),
            Withdrawn = Json.Child(paper, "withdrawn") is { ValueKind: JsonValueKind.True },
        };
    }

    private static TextList Strings(JsonElement paper, string name, Func<string?, string> clean) => Json.Child(paper, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => TextList.Create([.. list.EnumerateArray().Select(item => clean(item.GetString())).Where(text => text.Length > 0)]),
        { ValueKind: JsonValueKind.String } text => TextList.Create([.. text.GetString()!.Split(',').Select(clean).Where(item => item.Length > 0)]),
        _ => [],
    };
}
