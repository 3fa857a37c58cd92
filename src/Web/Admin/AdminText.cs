using System.Globalization;

namespace DigestMailer.Web.Admin;

/// <summary>Times and numbers as the operator's pages write them.</summary>
internal static class AdminText
{
    /// <summary>In UTC; empty where there is none.</summary>
    public static string Time(DateTimeOffset? time) => time is { } at
        ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Age(TimeSpan age) => age < TimeSpan.FromMinutes(1) ? "less than a minute"
        : age < TimeSpan.FromHours(2) ? $"{(int)age.TotalMinutes} minutes" : $"{(int)age.TotalHours} hours";
}
