using System.Globalization;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// A date or time as programs and spreadsheets write it; without a zone it is in UTC. Of a date that could be two, day
/// first or month first, it is the earlier: an old consent brings nobody back.
/// </summary>
internal static class LenientDate
{
    private static readonly string[] Clock = ["", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt"];

    private static readonly string[] Formats =
    [
        .. Clock.SelectMany(clock => new[] { "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d.M.yyyy", "d MMM yyyy",
            "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy" }.Select(day => day + clock))
    ];

    private static readonly string[] DayOrMonthFirst =
        [.. Clock.SelectMany(clock => new[] { "d/M/yyyy", "M/d/yyyy", "d-M-yyyy", "M-d-yyyy" }
            .Select(day => day + clock))];

    public static DateTimeOffset? Read(string text)
    {
        var line = text.Trim();
        line = line.EndsWith(" UTC", StringComparison.OrdinalIgnoreCase) ? line[..^4] : line;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;
        var culture = CultureInfo.InvariantCulture;
        return DateTimeOffset.TryParseExact(line, Formats, culture, Utc, out var exact) ? exact
            : DayOrMonthFirst.Select(format =>
                    DateTimeOffset.TryParseExact(line, format, culture, Utc, out var either)
                        ? either : (DateTimeOffset?)null)
                .Where(date => date is not null).Min() is { } earlier ? earlier
            : line.Length >= 10 && char.IsAsciiDigit(line[0]) && line[4] == '-'
                && DateTimeOffset.TryParse(line, culture, Utc, out var iso) ? iso
            : null;
    }
}
