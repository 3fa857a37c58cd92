using System.Globalization;
using System.Text.Json;

namespace DigestMailer.Web.Api;

/// <summary>
/// An object that a caller sent, read strictly: a member that nobody asked for, or one of another type, is a fault that
/// names it.
/// </summary>
/// <param name="path">Where the object is in the body, with a dot at its end; empty for the body itself.</param>
internal sealed class ApiInput(JsonElement root, string path)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>The first fault of what was read so far; null while there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>The members, of which some may not have been read.</summary>
    public IEnumerable<string> Names => root.EnumerateObject().Select(member => member.Name);

    public bool Has(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text without white space around it; null where it is missing or empty.</summary>
    public string? Text(string name, int most)
    {
        if (Of(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString()!.Trim() is not { } text || text.Length > most)
        {
            return Wrong(name, $"must be a text of at most {most} characters");
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>The same for a text of one line.</summary>
    public string? Line(string name, int most) =>
        Text(name, most) is var text && text?.Any(char.IsControl) == true ? Wrong(name, "must be one line") : text;

    /// <summary>An instant with its offset; null where it is missing.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Of(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 10 } text
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
            && value.TryGetDateTimeOffset(out var time))
        {
            return time;
        }

        Wrong(name, "must be an instant such as 2026-03-02T07:00:00Z");
        return null;
    }

    /// <summary>Texts; null where the list is missing.</summary>
    public IReadOnlyList<string>? Texts(string name, int most)
    {
        if (Of(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most
            || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Wrong(name, $"must be a list of at most {most} texts");
            return null;
        }

        return [.. value.EnumerateArray().Select(item => item.GetString()!.Trim())];
    }

    /// <summary>A text, a number or a tick, as a person would write it; null where it is missing.</summary>
    public string? Written(string name)
    {
        switch (Of(name))
        {
            case null:
                return null;
            case { ValueKind: JsonValueKind.String } value when value.GetString()!.Length <= 1000:
                return value.GetString();
            case { ValueKind: JsonValueKind.Number } value when value.TryGetDecimal(out var number):
                return number.ToString(CultureInfo.InvariantCulture);
            case { ValueKind: JsonValueKind.True }:
                return "yes";
            case { ValueKind: JsonValueKind.False }:
                return "no";
            default:
                return Wrong(name, "must be a text, a number, or true or false");
        }
    }

    /// <summary>An object in this one; null where it is missing.</summary>
    public ApiInput? Object(string name)
    {
        if (Of(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ApiInput(value, $"{path}{name}.");
        }

        Wrong(name, "must be an object");
        return null;
    }

    /// <summary>To be called after all members were read: the others are faults.</summary>
    public void End()
    {
        if (Names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            var shown = unknown.Length > 40 ? unknown[..40] + "..." : unknown;
            Wrong(shown, $"is unknown; use {string.Join(", ", known)}");
        }
    }

    /// <summary>Notes a fault of a member, unless there was one before.</summary>
    public string? Wrong(string name, string why)
    {
        Fault ??= $"{path}{name} {why}.";
        return null;
    }

    private JsonElement? Of(string name)
    {
        known.Add(name);
        return root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
