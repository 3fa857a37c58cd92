using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigestMailer.Settings;

/// <summary>
/// A JSON Schema (2020-12) of appsettings.json, by which editors complete and check it: the options classes, and the
/// framework's own sections as far as they matter here.
/// </summary>
internal sealed class SettingsSchema(IEnumerable<SettingsSection> sections, SettingsSummaries summaries)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public string Write()
    {
        var properties = new JsonObject
        {
            ["$schema"] = new JsonObject { ["type"] = "string" },
            ["Logging"] = Logging(),
            ["Kestrel"] = new JsonObject { ["type"] = "object" },
            ["Urls"] = new JsonObject { ["type"] = "string" },
            ["AllowedHosts"] = new JsonObject { ["type"] = "string" },
        };
        foreach (var section in sections.OrderBy(section => section.Name, StringComparer.Ordinal))
        {
            properties[section.Name] = Of(section.Type);
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Settings of DigestMailer",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        }.ToJsonString(Format).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Logging() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["LogLevel"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = Values(typeof(LogLevel)),
            },
        },
    };

    private JsonObject Of(Type type)
    {
        if (type.IsAssignableTo(typeof(IList)))
        {
            var element = type.GetGenericArguments()[0];
            var kinds = element.IsEnum ? new JsonArray("array", "string") : new JsonArray("array");
            return new JsonObject { ["type"] = kinds, ["items"] = Of(element) };
        }

        if (type.IsAssignableTo(typeof(IDictionary)))
        {
            return new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = Of(type.GetGenericArguments()[1])
            };
        }

        return SettingsShape.IsSection(type) ? Section(type) : Value(type);
    }

    private JsonObject Section(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        var properties = new JsonObject();
        foreach (var property in SettingsShape.PropertiesOf(type))
        {
            properties[property.Name] = Of(property, property.GetValue(defaults));
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private JsonObject Of(PropertyInfo property, object? value)
    {
        var schema = Of(property.PropertyType);
        if (summaries.Of(property) is { Length: > 0 } summary)
        {
            schema["description"] = summary;
        }

        if (value is string { Length: > 0 } or ValueType and not DateOnly { DayNumber: 0 })
        {
            schema["default"] = value is bool or int or long or double
                ? JsonSerializer.SerializeToNode(value) : SettingText.Write(value);
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range && property.PropertyType != typeof(TimeSpan))
        {
            schema["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
            schema["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
        }

        return schema;
    }

    private static JsonObject Value(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => Values(plain),
            _ when plain == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when plain == typeof(int) || plain == typeof(long) => new JsonObject { ["type"] = "integer" },
            _ when plain == typeof(double) => new JsonObject { ["type"] = "number" },
            _ when plain == typeof(TimeSpan) => Pattern(SettingText.DurationPattern),
            _ when plain == typeof(DateOnly) => Pattern(@"^\d{4}-\d{2}-\d{2}$"),
            _ when plain == typeof(TimeOnly) => Pattern(@"^\d{2}:\d{2}$"),
            _ => new JsonObject { ["type"] = new JsonArray("string", "null") },
        };
    }

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Values(Type names) =>
        new() { ["enum"] = new JsonArray([.. Enum.GetNames(names).Select(name => (JsonNode)name)]) };
}
