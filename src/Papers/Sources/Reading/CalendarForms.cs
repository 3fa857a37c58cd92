using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The rarer forms of a day, turned into year-month-day: weeks and days of the year (ISO 8601), its basic form, and
/// the signs of Chinese, Japanese and Korean.
/// </summary>
internal static partial class CalendarForms
{
    /// <summary>The text with its day in the usual form; unchanged where it has none of these.</summary>
    public static string Plain(string text) =>
        Basic().Match(text) is { Success: true } basic ? basic.Result("${y}-${m}-${d}T${h}:${min}${rest}")
        : Signed().Match(text) is { Success: true } signed
            ? signed.Result("${y}-${m}-${d} ") + text[(signed.Index + signed.Length)..].Trim()
        : Week().Match(text) is { Success: true } week ? OfWeek(Number(week, "y"), Number(week, "w"), Number(week, "d"))
            ?? text
        : Ordinal().Match(text) is { Success: true } day ? OfYear(Number(day, "y"), Number(day, "d")) ?? text
        : text;

    private static string? OfWeek(int year, int week, int day) =>
        year < 1 || week < 1 || week > ISOWeek.GetWeeksInYear(year) ? null
            : Written(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, (DayOfWeek)(Math.Max(1, day) % 7))));

    private static string? OfYear(int year, int day) =>
        year < 1 || day < 1 || day > (DateTime.IsLeapYear(year) ? 366 : 365) ? null
            : Written(new DateOnly(year, 1, 1).AddDays(day - 1));

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})[Tt ](?<h>[0-9]{2}):?(?<min>[0-9]{2})(:?[0-9]{2})?(?<rest>.*)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Basic();

    [GeneratedRegex(@"^\s*(?<y>[0-9]{4})\s*[年년]\s*(?<m>[0-9]{1,2})\s*[月월]\s*(?<d>[0-9]{1,2})\s*[日일]?",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Signed();

    [GeneratedRegex(@"^(?<y>[0-9]{4})-?W(?<w>[0-9]{2})(-?(?<d>[1-7]))?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Week();

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<d>[0-9]{3})$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Ordinal();
}
