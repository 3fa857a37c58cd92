using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DigestMailer.Bounces;
using DigestMailer.Bounces.Reports;
using DigestMailer.Outbox;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Webhooks;

/// <summary>
/// Takes events in a plain form, <c>{"type": "bounce", "email": "…", "status": "5.1.1", "diagnostic": "…", "id": "…",
/// "at": "…"}</c> or a list of them, from whoever knows the secret: <c>Authorization: Bearer …</c>, or <c>X-Signature:
/// sha256=…</c> with the HMAC-SHA256 of the body in hex.
/// </summary>
internal sealed class PlainWebhook(BounceLedger ledger, IOptions<BounceOptions> options, TimeProvider clock)
{
    private const int MostEvents = 1000;

    public async Task<WebhookEnd> TakeAsync(IHeaderDictionary headers, byte[] body, CancellationToken cancel)
    {
        if (!IsSigned(headers, body))
        {
            return WebhookEnd.Refused;
        }

        if (Read(body) is not { } events)
        {
            return WebhookEnd.Malformed;
        }

        foreach (var one in events)
        {
            await ledger.RecordAsync(one, cancel);
        }

        return WebhookEnd.Taken;
    }

    private bool IsSigned(IHeaderDictionary headers, byte[] body)
    {
        var secret = Encoding.UTF8.GetBytes(options.Value.Webhooks.Secret!);
        var (bearer, signature) = (headers.Authorization.ToString(), headers["X-Signature"].ToString());
        // Hashed first, so that the time says nothing of the length either.
        return (bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && Same(SHA256.HashData(secret), SHA256.HashData(Encoding.UTF8.GetBytes(bearer[7..].Trim()))))
            || (signature.StartsWith("sha256=", StringComparison.OrdinalIgnoreCase)
                && Same(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(secret, body))),
                    Encoding.UTF8.GetBytes(signature[7..].Trim().ToLowerInvariant())));
    }

    private static bool Same(byte[] a, byte[] b) => CryptographicOperations.FixedTimeEquals(a, b);

    private List<Return>? Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var items =
                document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()]
                    : new[] { document.RootElement };
            var events = items.Take(MostEvents + 1).Select(Event).OfType<Return>().ToList();
            return events.Count == items.Length && items.Length <= MostEvents ? events : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what a name or text of half a surrogate pair becomes when it is read.
            return null;
        }
    }

    private Return? Event(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || Text(item, "email") is not { } email)
        {
            return null;
        }

        var (status, diagnostic) = (Text(item, "status"), Text(item, "diagnostic") ?? "");
        Verdict? verdict = Text(item, "type") switch
        {
            "bounce" =>
                FailureVerdict.Of(
                    new Failure(email, "failed", status, [NoticeText.Flat(diagnostic)], SmtpPhase.Unknown), "webhook"),
            "hard" => new Verdict(VerdictKind.Hard, email, status, diagnostic, "webhook: hard"),
            "soft" => new Verdict(VerdictKind.Soft, email, status, diagnostic, "webhook: soft"),
            "complaint" => new Verdict(VerdictKind.Complaint, email, null, null, "webhook: complaint"),
            _ => null,
        };
        var now = clock.GetUtcNow();
        var at =
            item.TryGetProperty("at", out var when) && when.ValueKind == JsonValueKind.String
                && when.TryGetDateTimeOffset(out var time) && time < now ? time : now;
        var key =
            "webhook:"
                + Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes(Text(item, "id") ?? item.GetRawText())));
        return verdict is null ? null : new Return(key, at, [verdict], null, Trusted: true);
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Replace('\0', ' ') : null;
}
