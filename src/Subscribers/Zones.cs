using System.Diagnostics.CodeAnalysis;

namespace DigestMailer.Subscribers;

/// <summary>
/// IANA time zones by name; Windows names and offsets are refused, since they carry no history of daylight saving time.
/// </summary>
internal static class Zones
{
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return (name == "UTC" || name.Contains('/', StringComparison.Ordinal))
            && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)
            && zone.HasIanaId;
    }

    public static string Refusal(string name) =>
        $"unknown time zone \"{name}\"; use an IANA name such as Europe/Berlin, America/New_York or UTC";
}
