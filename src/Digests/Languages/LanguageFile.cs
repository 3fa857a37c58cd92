using System.Text.Json;
using DigestMailer.Storage;

namespace DigestMailer.Digests.Languages;

/// <summary>
/// Reads <c>languages/TAG.json</c>: one object of texts, each a string or an object with a string for each plural
/// category.
/// </summary>
internal static class LanguageFile
{
    private static readonly string[] Categories = ["zero", "one", "two", "few", "many", "other"];
    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The texts by key, or a RefusedException that names the file and the place.</summary>
    public static IReadOnlyDictionary<string, Phrase> Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject()
                    .ToDictionary(text => text.Name, text => PhraseOf(text.Value) ?? throw Wrong(file, text.Name),
                        StringComparer.Ordinal)
                : throw new RefusedException(
                    $"{file}: the file must hold one object of texts; correct it (templates/README.md shows how).");
        }
        catch (JsonException fault)
        {
            throw new RefusedException(
                $"{file}, line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1}: this is not valid JSON; "
                    + "correct the file.");
        }
    }

    private static Phrase? PhraseOf(JsonElement text)
    {
        if (text.ValueKind == JsonValueKind.String)
        {
            return new Phrase(new Dictionary<string, string> { ["other"] = text.GetString()! });
        }

        return text.ValueKind == JsonValueKind.Object && text.TryGetProperty("other", out _)
            && text.EnumerateObject()
                .All(form => Categories.Contains(form.Name) && form.Value.ValueKind == JsonValueKind.String)
            ? new Phrase(
                text.EnumerateObject()
                    .ToDictionary(form => form.Name, form => form.Value.GetString()!, StringComparer.Ordinal))
            : null;
    }

    private static RefusedException Wrong(string file, string key) =>
        new($"{file}: the text \"{key}\" must be a string, or an object of strings named "
            + $"{string.Join(", ", Categories)} with at least \"other\"; correct the file.");
}
