using System.Globalization;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// A date whose month is a word: "Mon, 21 Apr 2025 06:00:00 EDT", "April 21st, 2025", "21-Apr-25", "Mon Apr 21 06:00:00
/// EDT 2025", also with months in German, French, Spanish, Italian and Portuguese.
/// </summary>
/// <param name="Rest">Time and zone, as they are written.</param>
internal sealed record WordedDate(int Year, int Month, int Day, string Rest)
{
    private static readonly Dictionary<string, int> Months = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jan"] = 1,
        ["feb"] = 2,
        ["mar"] = 3,
        ["apr"] = 4,
        ["may"] = 5,
        ["jun"] = 6,
        ["jul"] = 7,
        ["aug"] = 8,
        ["sep"] = 9,
        ["oct"] = 10,
        ["nov"] = 11,
        ["dec"] = 12,
        ["jän"] = 1,
        ["ene"] = 1,
        ["gen"] = 1,
        ["fév"] = 2,
        ["fev"] = 2,
        ["mär"] = 3,
        ["mrz"] = 3,
        ["avr"] = 4,
        ["abr"] = 4,
        ["mai"] = 5,
        ["mag"] = 5,
        ["juin"] = 6,
        ["giu"] = 6,
        ["juil"] = 7,
        ["lug"] = 7,
        ["aoû"] = 8,
        ["aou"] = 8,
        ["ago"] = 8,
        ["set"] = 9,
        ["okt"] = 10,
        ["out"] = 10,
        ["ott"] = 10,
        ["déc"] = 12,
        ["dez"] = 12,
        ["dic"] = 12,
    };

    public static WordedDate? Read(string text)
    {
        var words = text.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(Parts).ToList();
        var at = words.FindIndex(word => MonthOf(word) > 0);
        if (at < 0)
        {
            return null;
        }

        var month = MonthOf(words[at]);
        var before = at > 0 ? DayOf(words[at - 1]) : 0;
        var after = at + 1 < words.Count ? DayOf(words[at + 1]) : 0;
        var rest = words.Skip(at + 1).Skip(before == 0 && after > 0 ? 1 : 0).ToList();
        // The year comes next, or last as in asctime; a time is never one.
        var year = rest.FindIndex(word => word.Length == 4 && word.All(char.IsAsciiDigit));
        year = year >= 0 ? year : rest.Count > 0 && rest[0].Length == 2 && rest[0].All(char.IsAsciiDigit) ? 0 : -1;
        if (year < 0)
        {
            return null;
        }

        var full = FullYear(rest[year]);
        rest.RemoveAt(year);
        var day = before > 0 ? before : after > 0 ? after : 1;
        return new(full, month, day, string.Join(' ', rest));
    }

    /// <summary>Two digits are of this century up to 69 (RFC 2822 §4.3 has 49, POSIX 68).</summary>
    public static int FullYear(string year)
    {
        var number = int.Parse(year, CultureInfo.InvariantCulture);
        return year.Length > 2 ? number : number < 70 ? 2000 + number : 1900 + number;
    }

    /// <summary>21-Apr-2025 is three words; a zone such as +0200 or an offset is one.</summary>
    private static IEnumerable<string> Parts(string word) =>
        word.Contains('-', StringComparison.Ordinal) && word.Any(char.IsLetter) && word.Any(char.IsAsciiDigit)
            && !word.Contains(':', StringComparison.Ordinal) && word.Split('-').Any(part => MonthOf(part) > 0)
            ? word.Split('-', StringSplitOptions.RemoveEmptyEntries) : [word];

    private static int MonthOf(string word)
    {
        var name = word.TrimEnd('.');
        return name.Length < 3 || !name.All(char.IsLetter) ? 0
            : Months.TryGetValue(name.Length > 3 ? name[..4] : name, out var four) ? four
            : Months.GetValueOrDefault(name[..3]);
    }

    private static int DayOf(string word)
    {
        var figures = word.TrimEnd('.', 's', 't', 'n', 'd', 'r', 'h', 'º', '°', 'o', 'e', 'S', 'T', 'N', 'D', 'R', 'H');
        return figures.Length is 1 or 2 && figures.All(char.IsAsciiDigit)
            ? int.Parse(figures, CultureInfo.InvariantCulture) : 0;
    }
}
