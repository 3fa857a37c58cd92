using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Settings;

/// <summary>
/// The text of a value, in both directions. Strict, since a value that is read as another is worse than one that is
/// rejected: no bare number is a duration, no number is a name, and nothing depends on the machine's language.
/// </summary>
internal static partial class SettingText
{
    public static bool TryRead(Type type, string text, out object? value)
    {
        value = Read(Nullable.GetUnderlyingType(type) ?? type, type == typeof(string) ? text : text.Trim());
        return value is not null;
    }

    private static object? Read(Type type, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            _ when type == typeof(string) => text,
            _ when type == typeof(bool) => bool.TryParse(text, out var yes) ? yes : null,
            _ when type == typeof(int) =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) ? number : null,
            _ when type == typeof(long) =>
                long.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) ? number : null,
            _ when type == typeof(double) =>
                double.TryParse(text, NumberStyles.Float, culture, out var number) && double.IsFinite(number)
                    ? number : null,
            _ when type == typeof(TimeSpan) => Duration(text),
            _ when type == typeof(TimeOnly) =>
                TimeOnly.TryParseExact(text, "HH:mm", culture, DateTimeStyles.None, out var time) ? time : null,
            _ when type == typeof(DateOnly) =>
                DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day) ? day : null,
            { IsEnum: true } => Array.Find(Enum.GetNames(type),
                name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known
                    ? Enum.Parse(type, known) : null,
            _ => throw new NotSupportedException($"A setting cannot be a {type.Name}."),
        };
    }

    /// <summary>
    /// .NET takes "30" for thirty days and "24:00:00" for twenty-four; both are more likely a mistake.
    /// </summary>
    private static TimeSpan? Duration(string text) =>
        DurationForm().IsMatch(text) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
            ? span : null;

    /// <summary>The form of a duration, as a pattern.</summary>
    public const string DurationPattern = @"^(\d{1,7}\.)?([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?$";

    [GeneratedRegex(DurationPattern, RegexOptions.NonBacktracking)]
    private static partial Regex DurationForm();

    /// <summary>A value as it is written in the settings.</summary>
    public static string Write(object value) => value switch
    {
        bool yes => yes ? "true" : "false",
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
