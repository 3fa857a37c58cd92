using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The offset of a zone as dates name it: +0200, +02:00, GMT+2, or a name of RFC 822 and of common use; none, or a
/// name that is not known, is UTC.
/// </summary>
internal static partial class WrittenZone
{
    private static readonly Dictionary<string, double> Hours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["NST"] = -3.5,
        ["NDT"] = -2.5,
        ["BRT"] = -3,
        ["ART"] = -3,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["MEZ"] = 1,
        ["MESZ"] = 2,
        ["MET"] = 1,
        ["MEST"] = 2,
        ["BST"] = 1,
        ["WEST"] = 1,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["SAST"] = 2,
        ["IST"] = 5.5,
        ["PKT"] = 5,
        ["ICT"] = 7,
        ["WIB"] = 7,
        ["HKT"] = 8,
        ["SGT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
    };

    public static TimeSpan Offset(string text)
    {
        if (Figures().Match(text) is { Success: true } match)
        {
            var hours = int.Parse(match.Groups["h"].Value, CultureInfo.InvariantCulture);
            var minutes =
                match.Groups["min"].Success ? int.Parse(match.Groups["min"].Value, CultureInfo.InvariantCulture) : 0;
            var size = new TimeSpan(hours, minutes, 0);
            return hours > 14 ? TimeSpan.Zero : match.Groups["sign"].Value == "+" ? size : -size;
        }

        var name = text.Trim(' ', '.', ',', ')', '(').Split(' ')[0];
        return TimeSpan.FromHours(Hours.GetValueOrDefault(name));
    }

    [GeneratedRegex(@"^\s*(UTC|GMT|UT|Z)?\s*(?<sign>[+\u2212-])(?<h>[0-9]{1,2})(:?(?<min>[0-9]{2}))?\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Figures();
}
