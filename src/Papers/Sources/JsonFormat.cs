using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// This project's own format: an array of papers, <c>{"edition": "2025-08-08", "papers": [...]}</c>, or one paper a
/// line (JSON lines). A paper has a <c>title</c> and may have abstract, authors, categories, id, arxivId, version, doi,
/// url, pdf, html, code, project, discussion, thumbnail, organization, published, edition, votes, comments, stars,
/// withdrawn, summary, summaryBy.
/// </summary>
internal static class JsonFormat
{
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string text, string source, DateOnly asked) =>
        Read(text, source, asked, new FieldMap(FieldMap.Plain, new Dictionary<string, string>()));

    /// <param name="fields">Where the papers and their fields stand, if not under these names.</param>
    /// <returns>Listings, or a fault; both where some papers are not in the format.</returns>
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string text, string source, DateOnly asked,
        FieldMap fields)
    {
        try
        {
            return Read(Papers(text, asked, fields.Items), source, fields);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([],
                $"it is not in the papers' JSON format ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); "
                    + "nothing was kept");
        }
    }

    /// <summary>A bad paper costs itself alone.</summary>
    private static (IReadOnlyList<Listing> Listings, string? Fault) Read(
        List<(JsonElement? Element, DateOnly Edition)> papers, string source, FieldMap fields)
    {
        var read = papers.ConvertAll(paper => TryOne(paper.Element, paper.Edition, source, fields));
        var bad = read.Index().Where(one => one.Item.Fault is not null).ToList();
        return ([.. read.Select(one => one.Listing).OfType<Listing>()],
            bad.Count == 0 ? null
                : $"it is not in the papers' JSON format (paper {bad[0].Index + 1} {bad[0].Item.Fault}); "
                    + (bad.Count == papers.Count ? "nothing was kept"
                        : $"{bad.Count} of {papers.Count} papers were not read"));
    }

    private static (Listing? Listing, string? Fault) TryOne(JsonElement? paper, DateOnly edition, string source,
        FieldMap fields)
    {
        if (paper is not { } element)
        {
            return (null, "is not JSON");
        }

        try
        {
            var listing =
                FieldListing.Of(source, edition, name => fields.Read(name, path => Json.Texts(element, path)));
            return (listing, listing is null ? "has no title" : null);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return (null, "has a text that is not Unicode");
        }
    }

    /// <returns>The papers; null in place of a line that is not JSON.</returns>
    private static List<(JsonElement? Element, DateOnly Edition)> Papers(string text, DateOnly asked, string? items)
    {
        if (!TryWhole(text, out var root))
        {
            return [
                .. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => (Line(line), asked))];
        }

        if (root.ValueKind == JsonValueKind.Array)
        {
            return [.. root.EnumerateArray().Select(paper => ((JsonElement?)paper, asked))];
        }

        if (items is not null)
        {
            return [.. Json.At(root, items).Select(paper => ((JsonElement?)paper, asked))];
        }

        return Json.Child(root, "papers") is { } papers
            ? [.. papers.EnumerateArray().Select(paper => ((JsonElement?)paper, Json.Day(root, "edition") ?? asked))]
            : [(root, asked)];
    }

    private static JsonElement? Line(string line)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
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
}
