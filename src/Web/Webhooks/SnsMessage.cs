using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigestMailer.Web.Webhooks;

/// <summary>A message of Amazon SNS to an HTTPS endpoint, as its documentation gives it.</summary>
internal sealed record SnsMessage(
    string? Type, string? MessageId, string? TopicArn, string? Subject, string? Message, string? Timestamp,
    string? Token,
    [property: JsonPropertyName("SubscribeURL")] string? SubscribeUrl,
    string? SignatureVersion, string? Signature,
    [property: JsonPropertyName("SigningCertURL")] string? SigningCertUrl)
{
    /// <summary>The message, or null where the body is not one.</summary>
    public static SnsMessage? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<SnsMessage>(body);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// What is signed: the names and values of its fields, each on a line, in the order of their names.
    /// </summary>
    public string Signed() => string.Concat((Type == "Notification"
            ? new[] { ("Message", Message), ("MessageId", MessageId), ("Subject", Subject), ("Timestamp", Timestamp),
                ("TopicArn", TopicArn), ("Type", Type) }
            : [("Message", Message), ("MessageId", MessageId), ("SubscribeURL", SubscribeUrl), ("Timestamp", Timestamp),
                ("Token", Token), ("TopicArn", TopicArn), ("Type", Type)])
        .Where(field => field.Item2 is not null).Select(field => $"{field.Item1}\n{field.Item2}\n"));
}
