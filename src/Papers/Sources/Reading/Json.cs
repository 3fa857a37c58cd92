using System.Globalization;
using System.Text.Json;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>Reads fields that may be absent, null or of another kind than expected.</summary>
internal static class Json
{
    private const int MostCounted = 1_000_000_000;

    public static string? Text(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A number above zero, also as a text or with a fraction; 0 for what no counting leads to.</summary>
    public static int Count(JsonElement element, string name) =>
        Child(element, name) is { } value
            && double.TryParse(Scalar(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and < MostCounted ? (int)count : 0;

    public static DateOnly? Day(JsonElement element, string name) => WrittenDay.Read(Text(element, name));

    public static JsonElement? Child(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    /// <summary>
    /// The elements at a path such as <c>content.authors.value</c>; on its way a list stands for each of its items.
    /// </summary>
    public static IEnumerable<JsonElement> At(JsonElement element, string path)
    {
        IEnumerable<JsonElement> at = [element];
        foreach (var name in path.Split('.'))
        {
            at = at.SelectMany(Items).Select(item => Child(item, name)).OfType<JsonElement>();
        }

        return at.SelectMany(Items);
    }

    /// <summary>The texts, numbers and truths at a path.</summary>
    public static IEnumerable<string> Texts(JsonElement element, string path) =>
        At(element, path).Select(Scalar).OfType<string>();

    /// <summary>The list at a path; null where there is none.</summary>
    public static JsonElement? List(JsonElement element, string path)
    {
        JsonElement? at = element;
        foreach (var name in path.Split('.'))
        {
            at = at is { } parent ? Child(parent, name) : null;
        }

        return at is { ValueKind: JsonValueKind.Array } list ? list : null;
    }

    /// <summary>What an answer says went wrong, in one line; null where it complains of nothing.</summary>
    public static string? Complaint(JsonElement root)
    {
        foreach (var name in new[] { "error", "errors", "message", "detail", "Message", "statusMessage" })
        {
            if (Texts(root, name).Concat(Texts(root, name + ".message"))
                .FirstOrDefault(text => text.Length > 0) is { } text)
            {
                return PaperText.Name(text);
            }
        }

        return null;
    }

    private static IEnumerable<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];

    private static string? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        _ => null,
    };
}
