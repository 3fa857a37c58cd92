using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>
/// The record of a person (see <see cref="PersonalRecord"/>) as facts and tables. What a room adds to the record is on
/// the page by itself.
/// </summary>
internal static partial class RecordModel
{
    /// <param name="record">As it is exported.</param>
    /// <param name="without">Fields that the page shows in its own way.</param>
    public static (ScriptObject[] Facts, ScriptObject[] Tables) Of(object record, params string[] without)
    {
        var fields = JsonSerializer.SerializeToElement(record, JsonSerializerOptions.Web).EnumerateObject()
            .Where(field => !without.Contains(field.Name)).ToList();
        return ([.. fields.SelectMany(Facts)],
            [.. fields.Where(field => IsTable(field.Value)).Select(Table)]);
    }

    /// <summary>A list of objects with at least one.</summary>
    private static bool IsTable(JsonElement value) => value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().Any(row => row.ValueKind == JsonValueKind.Object);

    private static IEnumerable<ScriptObject> Facts(JsonProperty field) => field.Value switch
    {
        { ValueKind: JsonValueKind.Object } inner => inner.EnumerateObject().SelectMany(Facts),
        var value when IsTable(value) || Text(value).Length == 0 => [],
        var value => [new ScriptObject { ["name"] = Words(field.Name), ["value"] = Text(value) }],
    };

    private static ScriptObject Table(JsonProperty field)
    {
        var rows = field.Value.EnumerateArray().ToList();
        var columns = rows.SelectMany(row => row.EnumerateObject().Select(cell => cell.Name)).Distinct().ToList();
        return new()
        {
            ["name"] = Words(field.Name),
            ["columns"] = columns.Select(Words).ToArray(),
            ["rows"] = rows.Select(row => new ScriptObject
            {
                ["cells"] = columns.Select(column => row.TryGetProperty(column, out var cell) ? Text(cell) : "")
                    .ToArray(),
            }).ToArray(),
        };
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(Text)),
        JsonValueKind.String when value.GetString() is ['1' or '2', _, _, _, '-', ..] && value.TryGetDateTimeOffset(
            out var time) => AdminText.Time(time),
        _ => value.ToString(),
    };

    /// <summary>"pausedUntil" as "Paused until".</summary>
    private static string Words(string name)
    {
        var words = Capital().Replace(name, match => " " + match.Value.ToLower(CultureInfo.InvariantCulture));
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("[A-Z]", RegexOptions.NonBacktracking)]
    private static partial Regex Capital();
}
