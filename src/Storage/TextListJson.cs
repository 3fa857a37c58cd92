using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigestMailer.Storage;

/// <summary>Reads and writes a <see cref="TextList"/> as a JSON array of strings.</summary>
internal sealed class TextListJson : JsonConverter<TextList>
{
    public override TextList Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        TextList.Create(JsonSerializer.Deserialize<string[]>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, TextList value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
