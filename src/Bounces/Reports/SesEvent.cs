using System.Text.Json;
using System.Text.RegularExpressions;
using DigestMailer.Outbox;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Reads the notifications of Amazon SES about bounces and complaints, as its documentation gives them, from a webhook
/// or a mail.
/// </summary>
internal static partial class SesEvent
{
    /// <summary>
    /// The notification in the text of a mail, by itself or in the envelope of SNS; null for all others.
    /// </summary>
    public static string? InMail(string text)
    {
        var end = text.LastIndexOf('}');
        if (end < 0 || !text.TrimStart().StartsWith('{'))
        {
            return null;
        }

        // Mail breaks long lines, and adds a foot.
        return Unwrapped(text[..(end + 1)]) ?? Unwrapped(Break().Replace(text[..(end + 1)], ""));
    }

    private static string? Unwrapped(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Text(document.RootElement, "Message") is { } message && message.TrimStart().StartsWith('{')
                ? Unwrapped(message)
                : (Text(document.RootElement, "notificationType") ?? Text(document.RootElement, "eventType")) is null
                    ? null : json;
        }
        catch (JsonException)
        {
            return null;
        }
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
                [NoticeText.Flat(Text(recipient, "diagnosticCode") ?? "")], SmtpPhase.Unknown);
        var judged = FailureVerdict.Of(failure, $"event: {kind}/{sub}");
        // The provider's own list of dead addresses speaks without a code, and where nothing else is said, its word
        // "permanent" is all there is to go by; what it calls transient is never hard.
        return (kind, judged.Kind) switch
        {
            ("Permanent", _) when sub is "NoEmail" or "Suppressed" or "OnAccountSuppressionList"
                || (Text(recipient, "status") is null && Text(recipient, "diagnosticCode") is null) =>
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

    [GeneratedRegex(@"!?\n ?", RegexOptions.NonBacktracking)]
    private static partial Regex Break();
}
