using System.Text.RegularExpressions;
using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>Reads delivery reports by RFC 3464, and their fields where a server writes them into the text.</summary>
internal static partial class StatusReport
{
    public static IReadOnlyList<Failure> Read(MimeMessage mail, ReportParts parts)
    {
        var groups =
            parts.Groups.Select(group => (Func<string, string?>)(field => group[field])).Where(IsOfARecipient).ToList();
        if (groups.Count == 0 && InText(parts.Notice) is { } inText && IsOfARecipient(inText))
        {
            groups.Add(inText);
        }

        var said = NoticeText.ByAddress(parts.Notice);
        return [.. groups.Select(field => Of(field, groups.Count == 1, said, parts.Notice))];
    }

    private static bool IsOfARecipient(Func<string, string?> field) =>
        field("Action") is not null && (Recipient(field) is not null || field("Status") is not null);

    private static Failure Of(Func<string, string?> field, bool alone,
        IReadOnlyList<(string Address, string Words)> said, string notice)
    {
        var address = Recipient(field);
        // What the report leaves out, such as what was answered to, stands in the words beside it.
        var words = said.FirstOrDefault(one => one.Address == address).Words ?? (alone ? notice : "");
        var diagnostic = WithoutType(NoticeText.Flat(field("Diagnostic-Code") ?? ""));
        var phase = NoticeText.Phase(diagnostic);
        var status = field("Status");
        return new Failure(
            address,
            Comment().Replace(field("Action")!, "").Trim().ToLowerInvariant(),
            Code().Match(status ?? "") is { Success: true } code ? code.Value : null,
            Spoken(diagnostic)
                ?? Spoken(Comment().Match(status ?? "").Value)
                    ?? NoticeText.Flat($"{diagnostic} {NoticeText.Reply(words)}"),
            phase == SmtpPhase.Unknown ? NoticeText.Phase(words) : phase,
            alone ? notice : words);
    }

    private static string? Recipient(Func<string, string?> field) =>
        NoticeText.FirstAddress(field("Final-Recipient") ?? "")
            ?? NoticeText.FirstAddress(field("Original-Recipient") ?? "");

    /// <summary>The text, where it says more than numbers.</summary>
    private static string? Spoken(string text) => text.Any(char.IsLetter) ? text : null;

    private static string WithoutType(string diagnostic) => Type().Replace(diagnostic, "");

    /// <summary>The fields of a report written as text; null where there are none.</summary>
    private static Func<string, string?>? InText(string notice)
    {
        var fields =
            Field().Matches(notice).GroupBy(match => match.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Groups["value"].Value,
                StringComparer.OrdinalIgnoreCase);
        return fields.ContainsKey("Final-Recipient") ? name => fields.GetValueOrDefault(name) : null;
    }

    [GeneratedRegex(@"^[ \t]*(?<name>Final-Recipient|Original-Recipient|Action|Status|Diagnostic-Code):[ \t]*(?<value>.+(?:\n[ \t]+\S.*)*)$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*; *")]
    private static partial Regex Type();
}
