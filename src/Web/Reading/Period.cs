using System.Globalization;
using DigestMailer.Digests.Languages;

namespace DigestMailer.Web.Reading;

/// <summary>
/// A day, an ISO 8601 week or a month of the archive, as it is written in addresses: <c>2025-08-08</c>,
/// <c>2025-W32</c>,
/// <c>2025-08</c>.
/// </summary>
/// <param name="From">Its first day.</param>
/// <param name="Until">The day after its last.</param>
internal sealed record Period(string Name, DateOnly From, DateOnly Until)
{
    public bool IsDay => Until == From.AddDays(1);

    private bool IsWeek => Name.Contains('W', StringComparison.Ordinal);

    /// <summary>As readers read it.</summary>
    public string Title(Language language) => IsDay ? From.ToString(language.Say("date.day"), language.Culture)
        : IsWeek
        ? language.Say("page.week", ("week", Number(ISOWeek.GetWeekOfYear(Noon(From)))),
            ("year", Number(ISOWeek.GetYear(Noon(From)))))
        : From.ToString(language.Say("page.date_month"), language.Culture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static Period Day(DateOnly day) =>
        new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day,
            day == DateOnly.MaxValue ? day : day.AddDays(1));

    public static Period WeekOf(DateOnly day)
    {
        var (year, week) = (ISOWeek.GetYear(Noon(day)), ISOWeek.GetWeekOfYear(Noon(day)));
        var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return new(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-W{week:00}"), monday, monday.AddDays(7));
    }

    public static Period MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), first, first.AddMonths(1));
    }

    /// <summary>Null where the text names no period; each has one spelling only.</summary>
    public static Period? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && Within(day.Year))
        {
            return Day(day);
        }

        if (DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var first) && Within(first.Year))
        {
            return MonthOf(first);
        }

        return text.Length == 8 && text[4..6] == "-W"
            && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var week)
            && Within(year) && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
            ? WeekOf(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)))
            : null;
    }

    /// <summary>Whether the archive may have a page for the day; sources also name impossible ones.</summary>
    public static bool Has(DateOnly day) => Within(day.Year);

    private static bool Within(int year) => year is >= 1900 and < 9000;

    private static DateTime Noon(DateOnly day) => day.ToDateTime(new TimeOnly(12, 0));
}
