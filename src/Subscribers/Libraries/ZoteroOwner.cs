using System.Globalization;
using System.Text.Json;
using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>Whose key it is; known where <paramref name="End"/> is Read.</summary>
/// <param name="Id">The owner's number.</param>
/// <param name="Name">As the owner is known there.</param>
internal sealed record ZoteroOwner(ZoteroEnd End, long Id, string Name)
{
    private const int LongestName = 100;

    public static ZoteroOwner None(ZoteroEnd end) => new(end, 0, "");

    /// <summary>Reads the answer to <c>/keys/current</c>.</summary>
    public static ZoteroOwner Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return None(ZoteroEnd.Unavailable);
        }
    }

    private static ZoteroOwner Of(JsonElement key)
    {
        if (Number(Json.Child(key, "userID")) is not { } id)
        {
            return None(ZoteroEnd.Unavailable);
        }

        var access = Json.Child(key, "access");
        var own = access is { } all ? Json.Child(all, "user") : null;
        return MayWrite(access) ? None(ZoteroEnd.MayWrite)
            : own is not { } user || !Is(user, "library") ? None(ZoteroEnd.MayNotRead)
            : new(ZoteroEnd.Read, id, NameIn(key, id));
    }

    private static long? Number(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var id) && id > 0 => id,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.None,
            CultureInfo.InvariantCulture, out var id) && id > 0 => id,
        _ => null,
    };

    /// <summary>The owner's library, and each group's, has a right to write of its own.</summary>
    private static bool MayWrite(JsonElement? rights) => rights is { ValueKind: JsonValueKind.Object } some
        && some.EnumerateObject().Any(right =>
            (right.NameEquals("write") && right.Value.ValueKind is JsonValueKind.True) || MayWrite(right.Value));

    private static bool Is(JsonElement rights, string right) =>
        Json.Child(rights, right) is { ValueKind: JsonValueKind.True };

    private static string NameIn(JsonElement key, long id)
    {
        var name = PaperText.Name(Json.Text(key, "username"));
        return name.Length == 0 ? id.ToString(CultureInfo.InvariantCulture)
            : name[..Math.Min(name.Length, LongestName)];
    }
}
