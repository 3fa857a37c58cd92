using System.Globalization;
using System.Text.Json;

namespace DigestMailer.Papers.Sources;

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

    public static DateOnly? Day(JsonElement element, string name) =>
        DateTimeOffset.TryParse(Text(element, name), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? DateOnly.FromDateTime(time.UtcDateTime)
            : null;

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
