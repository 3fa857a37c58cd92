using DigestMailer.Digests.Languages;

namespace DigestMailer.Web.Site;

/// <summary>Days in the words of a page's language.</summary>
internal static class DayText
{
    public static string Day(DateOnly day, Language language) =>
        day.ToString(language.Say("page.date"), language.Culture);

    /// <summary>Without the year, for days that are near.</summary>
    public static string Near(DateOnly day, Language language) =>
        day.ToString(language.Say("page.date_short"), language.Culture);

    /// <summary>A moment that is near.</summary>
    public static string Near(DateTimeOffset time, Language language) =>
        time.UtcDateTime.ToString(language.Say("page.date_short") + ", HH:mm 'UTC'", language.Culture);
}
