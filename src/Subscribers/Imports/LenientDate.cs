using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// A date or time as programs and spreadsheets write it; without a zone it is in UTC. Of a date that could be two, day
/// first or month first, it is the earlier: an old consent brings nobody back.
/// </summary>
internal static partial class LenientDate
{
    /// <summary>Nobody agreed to a mail or left a list before: programs write such a date for none.</summary>
    private const int FirstYear = 1971;

    // As spreadsheets count days; those of this century have five digits.
    private const double FirstSerial = 36526;
    private const double LastSerial = 73050;

    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces;

    private static readonly string[] Clock = ["", " H:mm", " H:mm:ss", " h:mm tt", " h:mm:ss tt"];

    // As exports of this program and most others have it: read first, since trying all others takes longer than all the
    // rest of an import.
    private static readonly string[] Usual = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    private static readonly string[] Formats =
    [
        .. With(Clock, "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "d.M.yyyy", "d.M.yy", "d MMM yyyy", "d MMMM yyyy",
            "d-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy", "MMM d yyyy", "MMMM d yyyy"),
        "yyyyMMdd", "yyyyMMddHHmmss",
    ];

    private static readonly string[] DayOrMonthFirst =
        [.. With(Clock, "d/M/yyyy", "M/d/yyyy", "d-M-yyyy", "M-d-yyyy", "d/M/yy", "M/d/yy", "d-M-yy", "M-d-yy")];

    private static readonly string[] FormatsOfOthers =
        [.. With(Clock[..3], "d MMMM yyyy", "d. MMMM yyyy", "d MMM yyyy", "d. MMM yyyy", "d-MMM-yyyy",
            "d 'de' MMMM 'de' yyyy", "d 'de' MMM 'de' yyyy")];

    private static readonly CultureInfo[] Others =
        [.. "de fr es it pt nl pl sv da nb fi cs sk hu tr ro ru uk el".Split(' ').Select(CultureInfo.GetCultureInfo)];

    public static DateTimeOffset? Read(string text) => Parse(text) is { Year: >= FirstYear } date ? date : null;

    /// <summary>Whether it is what programs write for no date, such as <c>0000-00-00 00:00:00</c>.</summary>
    public static bool IsEmpty(string text) =>
        Zeros().IsMatch(text) || Parse(text) is { Year: < FirstYear };

    private static DateTimeOffset? Parse(string text)
    {
        if (!text.Any(char.IsAsciiDigit))
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, Usual, CultureInfo.InvariantCulture, Utc, out var usual))
        {
            return usual;
        }

        var line = Plain(text);
        if (Zoned().Match(line) is not { Success: true } zoned)
        {
            return Local(line);
        }

        var minutes = (60 * Number(zoned.Groups["hours"])) + Number(zoned.Groups["minutes"]);
        return Local(zoned.Groups["local"].Value) is not { } local ? null
            : local.Year is < FirstYear or > 9000 ? local
            : local.AddMinutes(zoned.Groups["sign"].Value == "-" ? minutes : -minutes);
    }

    private static int Number(Group digits) =>
        digits.Length == 0 ? 0 : int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>The same without what says nothing: the day of the week, the name of the zone, "at", "nd".</summary>
    private static string Plain(string text)
    {
        var line = Spaces().Replace(text, " ").Trim();
        line = Noise().Replace(line, "");
        line = Ordinal().Replace(line, "$1");
        line = HalfOfDay().Replace(line, half => $"{half.Groups[1].Value} {half.Groups[2].Value.ToUpperInvariant()}M");
        line = BeforeClock().Replace(line, "$1 $2");
        return UtcAtEnd().Replace(line, "");
    }

    private static DateTimeOffset? Local(string line)
    {
        var culture = CultureInfo.InvariantCulture;
        return DateTimeOffset.TryParseExact(line, Formats, culture, Utc, out var exact) ? exact
            : DayOrMonthFirst.Select(format =>
                    DateTimeOffset.TryParseExact(line, format, culture, Utc, out var either)
                        ? either : (DateTimeOffset?)null)
                .Where(date => date is not null).Min() is { } earlier ? earlier
            : line.Length >= 10 && char.IsAsciiDigit(line[0]) && line[4] == '-'
                && DateTimeOffset.TryParse(line, culture, Utc, out var iso) ? iso
            : Counted(line) ?? (line.Any(char.IsLetter) ? InWords(line) : null);
    }

    /// <summary>The seconds or milliseconds since 1970, or the days that a spreadsheet counts.</summary>
    private static DateTimeOffset? Counted(string line) =>
        !Count().IsMatch(line) ? null
        : line.Split('.')[0].Length switch
        {
            13 => DateTimeOffset.FromUnixTimeMilliseconds(Whole(line)),
            10 => DateTimeOffset.FromUnixTimeSeconds(Whole(line)),
            _ => double.Parse(line, CultureInfo.InvariantCulture) is >= FirstSerial and < LastSerial and var days
                ? new DateTimeOffset(DateTime.FromOADate(days), TimeSpan.Zero) : null,
        };

    private static long Whole(string number) => long.Parse(number.Split('.')[0], CultureInfo.InvariantCulture);

    private static DateTimeOffset? InWords(string line) =>
        Others.Select(culture => DateTimeOffset.TryParseExact(line, FormatsOfOthers, culture, Utc, out var date)
            ? date : (DateTimeOffset?)null).FirstOrDefault(date => date is not null);

    private static IEnumerable<string> With(string[] clocks, params string[] days) =>
        clocks.SelectMany(clock => days.Select(day => day + clock));

    [GeneratedRegex(@"^[\s0TZ:./+-]*0[\s0TZ:./+-]*$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Zeros();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(mon|tue|wed|thu|fri|sat|sun)(day|sday|nesday|rsday|urday|s|rs|r)?\.?,? | ?\([^()]*\)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\b(\d{1,2})(st|nd|rd|th)\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"(:\d\d) ?([ap])(?:\. ?m\.|m\b)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex HalfOfDay();

    [GeneratedRegex(@"(\d)(?:,| at|, at| um| à) (\d{1,2}:)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex BeforeClock();

    [GeneratedRegex(@" (UTC|GMT|Z)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex UtcAtEnd();

    [GeneratedRegex(
        @"^(?<local>.*:\d\d(\.\d+)?( [AP]M)?) ?(GMT|UTC)? ?(?<sign>[+-])(?<hours>\d{1,2}):?(?<minutes>\d\d)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Zoned();

    [GeneratedRegex(@"^(\d{13}|\d{10}|\d{5})(\.\d+)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Count();
}
