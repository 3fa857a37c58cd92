using System.Text.Json;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>The entries of a JSON feed, each as a function from our field names to its texts.</summary>
internal static class JsonEntries
{
    private static readonly Dictionary<string, string[]> Usual = new(FieldMap.Plain)
    {
        ["abstract"] = ["abstract", "summary", "content_text", "content_html", "description"],
        ["authors"] = ["authors.name", "author.name", "authors", "author"],
        ["categories"] = ["tags", "categories", "keywords"],
        ["id"] = ["id", "guid"],
        ["url"] = ["url", "link", "external_url"],
        ["thumbnail"] = ["image", "thumbnail"],
    };

    private static readonly string[] Days = ["date_published", "published", "pubDate", "date", "date_modified"];

    /// <exception cref="JsonException">It is not JSON.</exception>
    public static (List<Func<string, IReadOnlyList<string>>> Entries, string? Fault) Of(string text,
        IReadOnlyDictionary<string, string> own, Uri? address)
    {
        var root = JsonElement.Parse(text);
        var map = new FieldMap(Usual, own);
        var path = map.Items ?? "items";
        var isList = root.ValueKind == JsonValueKind.Array;
        if (!isList && Json.List(root, path) is null)
        {
            return ([], Json.Complaint(root) is { } complaint ? $"it answers with an error: {complaint}"
                : $"its JSON has no list {path}");
        }

        if (!isList && Json.List(root, path) is { } none && none.GetArrayLength() == 0
            && Json.Texts(root, "error").Concat(Json.Texts(root, "error.message")).FirstOrDefault() is { } error)
        {
            return ([], $"it answers with an error: {Text.PaperText.Name(error)}");
        }

        List<JsonElement> items = [.. isList ? root.EnumerateArray() : Json.At(root, path)];
        if (items.Count > 0 && items.TrueForAll(item => item.ValueKind != JsonValueKind.Object))
        {
            return ([], "its JSON lists no entries");
        }

        var start = Uri.TryCreate(Json.Text(root, "home_page_url"), UriKind.Absolute, out var home) ? home : address;
        return ([
            .. items.Where(item => item.ValueKind == JsonValueKind.Object)
                .Select<JsonElement, Func<string, IReadOnlyList<string>>>(
                item => name => name switch
                {
                    "published" when !own.ContainsKey(name) => [.. Days.SelectMany(day => Json.Texts(item, day))],
                    "url" => [.. map.Read(name, at => Json.Texts(item, at)).Select(link => Absolute(start, link))],
                    "abstract" => [.. map.Read(name, at => at == "content_text" && !own.ContainsKey(name)
                        ? Json.Texts(item, at).Select(FeedText.Literal)
                        : Json.Texts(item, at).Select(FeedText.WithoutCode))],
                    _ => map.Read(name, at => Json.Texts(item, at)),
                })], null);
    }

    private static string Absolute(Uri? start, string link) =>
        !SafeUrl.Is(link) && start is not null && Uri.TryCreate(start, link, out var whole) ? whole.AbsoluteUri : link;
}
