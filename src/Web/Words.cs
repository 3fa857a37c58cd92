using System.Globalization;
using DigestMailer.Subscribers;

namespace DigestMailer.Web;

/// <summary>Wishes in the words of the pages.</summary>
internal static class Words
{
    public static string Of(Rhythm rhythm)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"at {rhythm.At:HH\\:mm}, {rhythm.Zone.Id}");
        return rhythm.Every switch
        {
            Every.Day => $"each day {at}",
            Every.Weekday => $"Monday to Friday {at}",
            Every.Week => $"each {rhythm.Weekday} {at}",
            _ => "whenever something matches",
        };
    }

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
