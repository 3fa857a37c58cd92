using System.Text.RegularExpressions;
using DigestMailer.Outbox;
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
        (field("Action") is not null && Recipient(field) is not null) || field("Status") is not null;

    /// <summary>What became of the mail; where a report leaves it out, its status says so (RFC 3464 §2.3.4).</summary>
    private static string Action(Func<string, string?> field) => field("Action") is { } said
        ? Comment().Replace(said, "").Trim().ToLowerInvariant()
        : Code().Match(field("Status") ?? "").Value switch
        {
            ['2', ..] => "delivered",
            ['5', ..] when field("Will-Retry-Until") is null => "failed",
            _ => "delayed",
        };

    private static Failure Of(Func<string, string?> field, bool alone,
        IReadOnlyList<(string Address, string Words)> said, string notice)
    {
        var address = Recipient(field);
        // The words next to the report say what it leaves out, such as the command that was answered.
        var words = said.FirstOrDefault(one => one.Address == address).Words ?? (alone ? notice : "");
        var diagnostic = Type().Replace(NoticeText.Flat(field("Diagnostic-Code") ?? ""), "");
        var phase = NoticeText.Phase(diagnostic);
        var status = field("Status");
        var spoken = Spoken(diagnostic) ?? Spoken(Comment().Match(status ?? "").Value);
        return new Failure(
            address,
            Action(field),
            Code().Match(status ?? "") is { Success: true } code ? code.Value : null,
            spoken is null ? Explained(diagnostic, words, alone ? notice : words) : [spoken],
            new[] { phase, NoticeText.Phase(words), alone ? NoticeText.Phase(notice) : SmtpPhase.Unknown }
                .FirstOrDefault(one => one != SmtpPhase.Unknown));
    }

    /// <summary>The bare code of a diagnostic stays with the words that explain it.</summary>
    private static List<string> Explained(string diagnostic, string words, string notice) =>
        [.. NoticeText.Said(words, notice).Select(one => NoticeText.Flat($"{diagnostic} {one}"))];

    private static string? Recipient(Func<string, string?> field) =>
        NoticeText.FirstAddress(field("Final-Recipient") ?? "")
            ?? NoticeText.FirstAddress(field("Original-Recipient") ?? "");

    /// <summary>The text, where it says more than numbers.</summary>
    private static string? Spoken(string text) => text.Count(char.IsLetter) > 2 ? text : null;

    /// <summary>The fields of a report written as text; null where there are none.</summary>
    private static Func<string, string?>? InText(string notice)
    {
        var fields =
            Field().Matches(notice).GroupBy(match => match.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Groups["value"].Value,
                StringComparer.OrdinalIgnoreCase);
        return fields.ContainsKey("Final-Recipient") ? name => fields.GetValueOrDefault(name) : null;
    }

    [GeneratedRegex(
        @"^[ \t]*(?<name>Final-Recipient|Original-Recipient|Action|Status"
        + @"|Diagnostic-Code):[ \t]*(?<value>.+(?:\n[ \t]+\S.*)*)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"\b[245]\.\d+\.\d+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*; *", RegexOptions.NonBacktracking)]
    private static partial Regex Type();
}
