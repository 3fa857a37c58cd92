using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Tests.Delivery;

/// <summary>What every mail on the line must keep (RFC 5322 §2.1.1 and §2.3, RFC 2047 §2), as faults of one.</summary>
internal static partial class WireLint
{
    /// <summary>
    /// The fields of a digest's head, in order; a mail with more of them was told more by a stranger.
    /// </summary>
    public static readonly string[] Fields =
    [
        "From", "To", "Subject", "Date", "Message-Id", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
        "List-Help", "List-Archive", "Auto-Submitted", "X-Auto-Response-Suppress",
        "MIME-Version", "Content-Type",
    ];

    /// <param name="fields">Names that the head must have, no more, no less.</param>
    public static List<string> Faults(byte[] mail, IReadOnlyList<string>? fields = null)
    {
        var text = Encoding.Latin1.GetString(mail);
        var head = text[..(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)];
        return [.. Lines(text), .. Head(head), .. Names(head, fields)];
    }

    private static IEnumerable<string> Lines(string text)
    {
        if (text.Replace("\r\n", "", StringComparison.Ordinal).IndexOfAny(['\r', '\n', '\0']) >= 0)
        {
            yield return "a CR or LF that ends no line, or NUL";
        }

        foreach (var line in text.Split("\r\n").Where(line => line.Length > 998))
        {
            yield return $"a line of {line.Length} octets: {line[..60]}";
        }
    }

    private static IEnumerable<string> Head(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.Any(c => char.IsControl(c) && c < 0x80))
            {
                yield return $"a control character in: {line}";
            }

            if (Words().Matches(line).Any(word => word.Length > 75)
                || (line.Contains("=?", StringComparison.Ordinal) && line.Length > 76))
            {
                yield return $"an encoded word over 75, or its line over 76: {line}";
            }
        }
    }

    private static IEnumerable<string> Names(string head, IReadOnlyList<string>? fields)
    {
        var names =
            head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] is not (' ' or '\t'))
                .Select(line => line.Split(':')[0]).ToList();
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count
            || (fields is not null && !names.SequenceEqual(fields)))
        {
            yield return "other fields than it should have: " + string.Join(' ', names);
        }
    }

    [GeneratedRegex(@"=\?[^?\s]*\?[bq]\?[^?\s]*\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
