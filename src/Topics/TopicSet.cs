using System.Text.Json;
using System.Text.Json.Serialization;
using DigestMailer.Storage;

namespace DigestMailer.Topics;

/// <summary>
/// What one reader follows: slugs of the catalogue and canonical texts of own queries, and the keys of papers they want
/// more or less of. Sorted, so that equal sets are one row. No topics and no queries mean every paper.
/// </summary>
internal sealed record TopicSet(TextList Topics, TextList Queries, TextList More, TextList Less)
{
    /// <summary>How many papers each list of papers holds.</summary>
    public const int MostPapers = 50;

    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerDefaults.Web)
        {
            Encoder =
            System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
        };

    /// <summary>The JSON of <c>topic_sets.definition</c>; without the lists of papers where they are empty.</summary>
    [JsonIgnore]
    public string Definition => More.Count + Less.Count == 0
        ? JsonSerializer.Serialize(new { Topics, Queries }, Format)
        : JsonSerializer.Serialize(new { Topics, Queries, More, Less }, Format);

    public static TopicSet Create(IEnumerable<string> topics, IEnumerable<string> queries,
        IEnumerable<string>? more = null, IEnumerable<string>? less = null) =>
        new(Sorted(topics), Sorted(queries), Sorted(more ?? []), Sorted(less ?? []));

    public static TopicSet FromDefinition(string definition)
    {
        using var json = JsonDocument.Parse(definition);
        return Create(Strings(json, "topics"), Strings(json, "queries"), Strings(json, "more"), Strings(json, "less"));
    }

    /// <summary>
    /// The same with what another set says of papers, unless this one says something of papers itself.
    /// </summary>
    public TopicSet Keeping(TopicSet before) =>
        More.Count + Less.Count == 0 ? this with { More = before.More, Less = before.Less } : this;

    /// <summary>The same with a paper in the list it belongs to and in no other.</summary>
    /// <param name="more">Whether more like it is wanted, or less; null takes back what was said.</param>
    public TopicSet Judging(string paper, bool? more) =>
        this with { More = Listing(More, paper, more == true), Less = Listing(Less, paper, more == false) };

    /// <summary>A full list loses its first: of arXiv's keys that is the oldest.</summary>
    private static TextList Listing(TextList list, string paper, bool held)
    {
        var others = list.Where(other => other != paper).ToList();
        return Sorted(held ? others.Skip(Math.Max(0, others.Count + 1 - MostPapers)).Append(paper) : others);
    }

    private static TextList Sorted(IEnumerable<string> items) =>
        TextList.Create([.. items.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static IEnumerable<string> Strings(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(item => item.GetString()!)
            : [];
}
