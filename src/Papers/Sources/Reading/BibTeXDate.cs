using System.Globalization;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The day of an entry: the most that <c>date</c> or <c>year</c>, <c>month</c> and <c>day</c> say. A year alone is not
/// a day; a month without one is its first, and of a range it is the beginning.
/// </summary>
internal static class BibTeXDate
{
    /// <param name="field">The plain text of a field, or null.</param>
    public static string? Of(Func<string, string?> field)
    {
        var date = Begin(field("date"))?.TrimEnd(' ', '?', '%');
        var month = Month(field("year") ?? (date is { Length: >= 4 } ? date[..4] : null), Begin(field("month")),
            field("day"));
        return WrittenDay.Read(date) is not { } day ? month ?? date
            : date!.Length == 7 && WrittenDay.Read(month) > day ? month : date;
    }

    /// <summary>Of a range its beginning; a tie is a space.</summary>
    private static string? Begin(string? text) =>
        text?.Replace('~', ' ').Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault();

    private static string? Month(string? year, string? month, string? day)
    {
        if (year is null || month is null)
        {
            return null;
        }

        return int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Readable($"{year}-{number}-{day ?? "1"}") ?? $"{year}-{number}-1"
            : (day is null ? null : Readable($"{day} {month} {year}")) ?? $"{month} {year}";
    }

    private static string? Readable(string text) => WrittenDay.Read(text) is null ? null : text;
}
