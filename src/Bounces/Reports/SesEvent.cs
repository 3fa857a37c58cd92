using System.Text.Json;
using System.Text.RegularExpressions;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Reads the notifications of Amazon SES about bounces and complaints, as its documentation gives them, from a webhook
/// or a mail.
/// </summary>
internal static partial class SesEvent
{
    /// <summary>The verdicts of a mail whose text is such a notification; empty for all others.</summary>
    public static IReadOnlyList<Verdict> ReadMail(string text)
    {
        if (!text.TrimStart().StartsWith('{') || !text.Contains("notificationType", StringComparison.Ordinal))
        {
            return [];
        }

        // Mail breaks long lines, and adds a foot.
        var json = Break().Replace(text, "");
        var end = json.LastIndexOf('}');
        return end < 0 ? [] : Read(json[..(end + 1)]) ?? [];
    }

    /// <summary>The verdicts of a notification, or null where it is none.</summary>
    public static IReadOnlyList<Verdict>? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && (Text(root, "notificationType") ?? Text(root, "eventType")) is { } type ? Of(root, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The envelope sender of the mail that a notification speaks of; null where it names none.</summary>
    public static string? SenderOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("mail", out var mail) ? Text(mail, "source") : null;
    }

    private static List<Verdict> Of(JsonElement root, string type) => type switch
    {
        "Bounce" when root.TryGetProperty("bounce", out var bounce) =>
            [.. Items(bounce, "bouncedRecipients").Select(one => Bounced(bounce, one))],
        "Complaint" when root.TryGetProperty("complaint", out var complaint) =>
            [.. Items(complaint, "complainedRecipients").Select(one => Complained(complaint, one))],
        _ => [Verdict.Nothing("event: " + type)],
    };

    private static Verdict Bounced(JsonElement bounce, JsonElement recipient)
    {
        var (kind, sub) = (Text(bounce, "bounceType"), Text(bounce, "bounceSubType"));
        var failure =
            new Failure(Text(recipient, "emailAddress"), Text(recipient, "action")?.ToLowerInvariant(),
                Text(recipient, "status"),
            NoticeText.Flat(Text(recipient, "diagnosticCode") ?? ""), SmtpPhase.Unknown, "");
        var judged = Judgement.Of(failure, $"event: {kind}/{sub}");
        // The provider's own list of dead addresses speaks without a code; what it calls transient is never hard.
        return (kind, judged.Kind) switch
        {
            ("Permanent", _) when sub is "NoEmail" or "Suppressed" or "OnAccountSuppressionList" =>
                judged with { Kind = VerdictKind.Hard },
            ("Permanent", _) => judged,
            (_, VerdictKind.Hard) => judged with { Kind = VerdictKind.Soft },
            _ => judged,
        };
    }

    private static Verdict Complained(JsonElement complaint, JsonElement recipient)
    {
        var type = Text(complaint, "complaintFeedbackType");
        return new Verdict(type == "not-spam" ? VerdictKind.NotSpam : VerdictKind.Complaint,
            Text(recipient, "emailAddress"), null, null, $"event: Complaint/{type ?? "no type"}");
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object) : [];

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex(@"!?\n ?")]
    private static partial Regex Break();
}
