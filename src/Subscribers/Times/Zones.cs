using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace DigestMailer.Subscribers.Times;

/// <summary>
/// IANA time zones by name, whatever its case; Windows names and offsets are rejected, since they carry no history of
/// daylight saving time, and so is everything that is a path and not a name.
/// </summary>
internal static partial class Zones
{
    // Sorting them by how they are shown reads all their names in the language of the system, which takes 0.5 s of CPU.
    private static readonly Lazy<Dictionary<string, string>> Listed = new(() =>
        TimeZoneInfo.GetSystemTimeZones(skipSorting: true).Select(zone => zone.Id).Append("UTC")
            .GroupBy(id => id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase));

    /// <summary>All that this system has, in no order.</summary>
    public static IEnumerable<string> Names => Listed.Value.Values;

    // By the names in the database, which are few.
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Stored = new(StringComparer.Ordinal);

    private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive };

    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        var written = name.Trim().Replace(' ', '_');
        if (written.Length > 64 || !Name().IsMatch(written) || IsFileOfTheDatabase(written))
        {
            return false;
        }

        // On Linux a name is found in its one spelling alone. Listing all zones takes most of the time of a lookup;
        // nearly no command needs it.
        if (OperatingSystem.IsLinux() && Find(written, out zone))
        {
            return true;
        }

        return Find(Listed.Value.GetValueOrDefault(written) ?? Spelled(written), out zone);
    }

    /// <summary>
    /// The spelling of a name that the database has but does not list, such as US/Pacific; else the name as it is.
    /// </summary>
    private static string Spelled(string name)
    {
        var folder = new DirectoryInfo(Environment.GetEnvironmentVariable("TZDIR") ?? "/usr/share/zoneinfo");
        var spelled = new List<string>();
        foreach (var part in name.Split('/'))
        {
            var found = folder.Exists ? folder.EnumerateFileSystemInfos(part, AnyCase).FirstOrDefault() : null;
            if (found is null)
            {
                return name;
            }

            spelled.Add(found.Name);
            folder = new DirectoryInfo(found.FullName);
        }

        return string.Join('/', spelled);
    }

    private static bool Find(string name, [NotNullWhen(true)] out TimeZoneInfo? zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone) && zone.HasIanaId;

    /// <summary>Files that lie between the zones and name none, or name them a second time.</summary>
    private static bool IsFileOfTheDatabase(string name) =>
        name.Split('/')[0].ToLowerInvariant() is "posix" or "right" or "localtime" or "local" or "posixrules"
            or "factory";

    /// <summary>
    /// The zone of a stored name. One that this machine does not know keeps its name and counts as UTC until the
    /// system's time zone data is there; nothing is planned by it meanwhile.
    /// </summary>
    public static TimeZoneInfo FindOrKeep(string name) =>
        Stored.TryGetValue(name, out var known) ? known
        : TryFind(name, out var zone) ? Stored.GetOrAdd(name, zone)
        : TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.Zero, name, name);

    public static string Refusal(string name) =>
        $"unknown time zone \"{name}\"; use an IANA name such as Europe/Berlin, America/New_York or UTC";

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
