using System.Globalization;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// A date whose month is a word: "Mon, 21 Apr 2025 06:00:00 EDT", "April 21st, 2025", "21-Apr-25", "Mon Apr 21 06:00:00
/// EDT 2025", also with months in German, French, Spanish, Italian and Portuguese.
/// </summary>
/// <param name="Rest">Time and zone, as they are written.</param>
internal sealed record WordedDate(int Year, int Month, int Day, string Rest)
{
    /// <summary>The beginnings of their names in many languages, a line for each month.</summary>
    private static readonly Dictionary<string, int> Months = """
        jan jän ene gen янв ιαν oca sty
        feb fév fev фев φεβ şub lut
        mar mär mrz mrt maa мар μαρ
        apr avr abr апр απρ nis kwi
        may mai mag maj mei май мая μαΐ μαι
        jun juin giu июн ιουν haz cze
        jul juil lug июл ιουλ tem lip
        aug aoû aou ago авг αυγ ağu sie
        sep set сен σεπ eyl wrz
        oct okt out ott окт οκτ eki paź
        nov ноя νοε kas lis
        dec déc dez dic des дек δεκ ara gru
        """.ReplaceLineEndings("\n").Split('\n').SelectMany((names, month) => names.Split(' ')
            .Select(name => (name, month: month + 1)))
        .ToDictionary(pair => pair.name, pair => pair.month, StringComparer.OrdinalIgnoreCase);

    private static readonly char[] Signs = ['-', '.', '/'];
    private static readonly string[] Fillers = ["of", "the", "de", "del", "le", "den", "am"];

    public static WordedDate? Read(string text)
    {
        var words = text.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(Parts).Where(word => !Fillers.Contains(word.ToLowerInvariant())).ToList();
        var at = words.FindIndex(word => MonthOf(word) > 0);
        // "mar." is a Tuesday in front of a date.
        at = at == 0 && words.FindIndex(1, word => MonthOf(word) > 0) is > 0 and var second ? second : at;
        if (at < 0)
        {
            return null;
        }

        var month = MonthOf(words[at]);
        var before = at > 0 ? DayOf(words[at - 1]) : 0;
        var after = at + 1 < words.Count ? DayOf(words[at + 1]) : 0;
        var rest = words.Skip(at + 1).Skip(before == 0 && after > 0 ? 1 : 0).ToList();
        if (at > 0 && IsYear(words[at - 1]) && after > 0)
        {
            return new(FullYear(words[at - 1]), month, after, string.Join(' ', rest));
        }

        // The year comes next, or last as in asctime; a time is never one.
        var year = rest.FindIndex(IsYear);
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
        return number > 99 ? number : number < 70 ? 2000 + number : 1900 + number;
    }

    private static bool IsYear(string word) => word.Length == 4 && word.All(char.IsAsciiDigit);

    /// <summary>21-Apr-2025 and 21.Apr.2025 are three words; a zone such as +0200 or an offset is one.</summary>
    private static IEnumerable<string> Parts(string word) =>
        word.IndexOfAny(Signs) >= 0 && word.Any(char.IsLetter)
            && !word.Contains(':', StringComparison.Ordinal) && word.Split(Signs).Any(part => MonthOf(part) > 0)
            ? word.Split(Signs, StringSplitOptions.RemoveEmptyEntries) : [word];

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
