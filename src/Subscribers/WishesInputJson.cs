using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigestMailer.Subscribers;

/// <summary>
/// <see cref="WishesInput"/> as a flat object with a member for each wish, ticks as true or false; requests that wait
/// in the database are in it, so names in use stay.
/// </summary>
internal sealed class WishesInputJson : JsonConverter<WishesInput>
{
    private static readonly string[] Lists = ["Topics", "Queries", "More", "Less"];

    public override WishesInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var members =
            json.RootElement.EnumerateObject()
                .ToDictionary(member => member.Name, member => member.Value, StringComparer.OrdinalIgnoreCase);
        var input = WishesInput.From(Strings(Lists[0]), Strings(Lists[1]), field =>
            members.TryGetValue(field.Json, out var value) ? Text(value) : null);
        return input with { More = Strings(Lists[2]), Less = Strings(Lists[3]) };

        string[] Strings(string name) =>
            members.TryGetValue(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "yes",
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    public override void Write(Utf8JsonWriter writer, WishesInput value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, list) in Lists.Zip([value.Topics, value.Queries, value.More, value.Less]))
        {
            writer.WritePropertyName(options.PropertyNamingPolicy?.ConvertName(name) ?? name);
            JsonSerializer.Serialize(writer, list, options);
        }

        foreach (var field in WishFields.All)
        {
            var name = char.ToUpperInvariant(field.Json[0]) + field.Json[1..];
            writer.WritePropertyName(options.PropertyNamingPolicy?.ConvertName(name) ?? name);
            if (field.IsFlag)
            {
                writer.WriteBooleanValue(value.Has(field.Name));
            }
            else
            {
                writer.WriteStringValue(value[field.Name]);
            }
        }

        writer.WriteEndObject();
    }
}
