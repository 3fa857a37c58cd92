using System.Text.Json;
using DigestMailer.Storage;

namespace DigestMailer.Topics;

/// <summary>What one reader follows: slugs of the catalogue and canonical texts of own queries, sorted, so that equal sets are one row. Empty means every paper.</summary>
internal sealed record TopicSet(TextList Topics, TextList Queries)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON of <c>topic_sets.definition</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Definition => JsonSerializer.Serialize(this, Format);

    public static TopicSet Create(IEnumerable<string> topics, IEnumerable<string> queries) => new(Sorted(topics), Sorted(queries));

    public static TopicSet FromDefinition(string definition)
    {
        using var json = JsonDocument.Parse(definition);
        return Create(Strings(json, "topics"), Strings(json, "queries"));
    }

    private static TextList Sorted(IEnumerable<string> items) => TextList.Create([.. items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static IEnumerable<string> Strings(JsonDocument json, string name) =>
        json.RootElement.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}
