using DigestMailer.Bounces;
using DigestMailer.Bounces.Reports;
using DigestMailer.Delivery.Signing;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Webhooks;

/// <summary>
/// Takes what Amazon SES reports through SNS, from the topics that the settings name: anybody with an account there can
/// have Amazon sign something, so the signature alone is not enough. A subscription to such a topic is confirmed by
/// itself.
/// </summary>
internal sealed class SnsDoor(SnsSignature signature, IHttpClientFactory clients, BounceLedger ledger,
    ReturnPath returnPath, IOptions<BounceOptions> options, TimeProvider clock, ILogger<SnsDoor> log)
{
    public async Task<WebhookEnd> TakeAsync(byte[] body, CancellationToken cancel)
    {
        if (SnsMessage.Read(body) is not { MessageId: not null, TopicArn: not null } message)
        {
            return WebhookEnd.Malformed;
        }

        if (!options.Value.Webhooks.SnsTopics.Contains(message.TopicArn, StringComparer.Ordinal))
        {
            log.LogWarning(
                "A message of the SNS topic {Topic} was refused; name the topic in Bounces:Webhooks:SnsTopics if it is "
                    + "yours", message.TopicArn.Length > 200 ? "?" : message.TopicArn.ReplaceLineEndings(" "));
            return WebhookEnd.Refused;
        }

        return await signature.VerifyAsync(message, cancel) switch
        {
            true => await ActAsync(message, cancel),
            false => WebhookEnd.Refused,
            null => WebhookEnd.Unavailable,
        };
    }

    private async Task<WebhookEnd> ActAsync(SnsMessage message, CancellationToken cancel)
    {
        switch (message.Type)
        {
            case "SubscriptionConfirmation":
                return await ConfirmAsync(message, cancel);
            case "Notification" when SesEvent.Read(message.Message ?? "") is { Count: > 0 } verdicts:
                var proven =
                    returnPath.TryRead(SesEvent.SenderOf(message.Message!), out var subscriber) ? subscriber
                        : (long?)null;
                await ledger.RecordAsync(
                    new Return("sns:" + message.MessageId, Arrived(message), verdicts, proven, Trusted: true), cancel);
                return WebhookEnd.Taken;
            default:
                return WebhookEnd.Taken;
        }
    }

    private async Task<WebhookEnd> ConfirmAsync(SnsMessage message, CancellationToken cancel)
    {
        if (!SnsSignature.IsOfAmazon(message.SubscribeUrl))
        {
            return WebhookEnd.Refused;
        }

        using var client = clients.CreateClient(SnsSignature.Client);
        using var answer = await client.GetAsync(message.SubscribeUrl, cancel);
        log.LogInformation("Subscribed to the SNS topic {Topic}: {Status}", message.TopicArn, (int)answer.StatusCode);
        return answer.IsSuccessStatusCode ? WebhookEnd.Taken : WebhookEnd.Unavailable;
    }

    private DateTimeOffset Arrived(SnsMessage message)
    {
        var now = clock.GetUtcNow();
        return DateTimeOffset.TryParse(message.Timestamp, System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal, out var time) && time < now ? time : now;
    }
}
