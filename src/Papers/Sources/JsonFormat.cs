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
            return EachEntry.Read(Papers(text, asked, fields.Items), paper => One(paper, source, fields),
                "it is not in the papers' JSON format", ("paper", "papers"));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([],
                $"it is not in the papers' JSON format ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); "
                    + "nothing was kept");
        }
    }

    private static (Listing? Listing, string? Fault) One((JsonElement? Element, DateOnly Edition) paper, string source,
        FieldMap fields)
    {
        if (paper.Element is not { } element)
        {
            return (null, "is not JSON");
        }

        var listing =
            FieldListing.Of(source, paper.Edition, name => fields.Read(name, path => Json.Texts(element, path)));
        return (listing, listing is null ? "has no title" : null);
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
