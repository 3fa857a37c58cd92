using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The day (UTC) of a date as sources write it: ISO 8601, RFC 822 and its many relatives, seconds or milliseconds
/// since 1970, eight digits, or figures alone. A weekday that does not fit, comments and unknown zones do no harm.
/// Null where no day can be read; a year alone is none.
/// </summary>
internal static partial class WrittenDay
{
    private const int MaxLength = 120;
    private const int Oldest = 1801;

    public static DateOnly? Read(string? written)
    {
        if (written is null || written.Length > MaxLength)
        {
            return null;
        }

        var text = CalendarForms.Plain(Comment().Replace(written, " ").Trim());
        try
        {
            return text.Length > 0 && text.All(char.IsAsciiDigit) ? InDigits(text)
                : Iso().Match(text) is { Success: true } iso
                ? At(Number(iso, "y"), Number(iso, "m"), iso.Groups["d"].Success ? Number(iso, "d") : 1,
                    iso.Groups["time"].Value)
                : Figures().Match(text) is { Success: true } figures ? InFigures(figures)
                : WordedDate.Read(text) is { } worded ? At(worded.Year, worded.Month, worded.Day, worded.Rest)
                : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // A moment at the very edge of the calendar, moved beyond it by its zone.
            return null;
        }
    }

    private static DateOnly? InDigits(string digits) => digits.Length switch
    {
        8 => At(int.Parse(digits[..4], CultureInfo.InvariantCulture),
            int.Parse(digits[4..6], CultureInfo.InvariantCulture),
            int.Parse(digits[6..], CultureInfo.InvariantCulture), ""),
        10 => DateOnly.FromDateTime(
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(digits, CultureInfo.InvariantCulture)).UtcDateTime),
        13 => DateOnly.FromDateTime(
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(digits, CultureInfo.InvariantCulture)).UtcDateTime),
        12 or 14 => InDigits(digits[..8]),
        _ => null,
    };

    /// <summary>26.11.2026 and 26-11-2026 are a day first; 11/26/2026 a month, unless that cannot be.</summary>
    private static DateOnly? InFigures(Match match)
    {
        var (one, other) = (Number(match, "a"), Number(match, "b"));
        var dayFirst = match.Groups["sign"].Value == "/" ? one > 12 : other <= 12;
        return At(WordedDate.FullYear(match.Groups["y"].Value), dayFirst ? other : one, dayFirst ? one : other,
            match.Groups["time"].Value);
    }

    private static DateOnly? At(int year, int month, int day, string rest)
    {
        if (year is < Oldest or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return DateOnly.FromDateTime(Clock().Match(rest) is not { Success: true } time ? local
            : local.Add(TimeOf(time)) - WrittenZone.Offset(rest[(time.Index + time.Length)..]));
    }

    private static TimeSpan TimeOf(Match time)
    {
        var hour = Math.Min(Number(time, "h"), 24);
        var half = time.Groups["half"].Value.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant();
        hour = half == "PM" && hour < 12 ? hour + 12 : half == "AM" && hour == 12 ? 0 : hour;
        return new TimeSpan(hour, time.Groups["min"].Success ? Math.Min(Number(time, "min"), 59) : 0, 0);
    }

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\([^()]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    /// <summary>A zone behind a day without a time (XML Schema) moves nothing.</summary>
    [GeneratedRegex(
        """
        ^ (?<y>[0-9]{4}) [-/.] (?<m>[0-9]{1,2})
        ( [-/.] (?<d>[0-9]{1,2}) ( \s* (Z|UTC|GMT)? \s* ([+-][0-9]{2}:?[0-9]{2})? | [T\s,;_-](?<time>.*) )
            | ([T\s,;_](?<time>.*))? ) $
        """,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
            | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Iso();

    [GeneratedRegex(
        """
        ^ (?<a>[0-9]{1,2}) (?<sign>[./-]) \s? (?<b>[0-9]{1,2}) [./-] \s? (?<y>[0-9]{4}|[0-9]{2})
        ( Z | ([\s,](?<time>.*))? ) $
        """,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Figures();

    [GeneratedRegex(
        """
        (^|[\sT,]) (?<h>[0-9]{1,2})
        ( [:.]?(?<min>[0-9]{2}) ([:.][0-9]{1,2})? ([.,][0-9]+)? \s* (?<half>[AaPp]\.?[Mm]\b\.?)?
            | \s*(?<half>[AaPp]\.?[Mm]\b\.?) )
        """,
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Clock();
}
