using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DigestMailer.Events;
using DigestMailer.Subscribers;

namespace DigestMailer.Web.Hooks;

/// <summary>
/// An event as it is told: its body, and a signature over id, time and body that its receiver can verify (Standard
/// Webhooks 1.0). The id is the same at each attempt.
/// </summary>
internal static class HookMessage
{
    private static readonly JsonSerializerOptions Format = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="subscriber">The person; null where they are gone, and only their number is told.</param>
    public static string Body(StoredEvent told, Subscriber? subscriber)
    {
        var data = told.Detail is null ? [] : JsonNode.Parse(told.Detail)!.AsObject();
        data["subscriber"] = subscriber?.ReaderId ?? told.SubscriberId;
        data["email"] = subscriber?.Email;
        data["state"] = subscriber?.ReaderState.ToString().ToLowerInvariant();
        if (subscriber?.Digest is { } digest)
        {
            data["digestName"] = digest;
        }

        return new JsonObject
        {
            ["type"] = told.Kind,
            ["timestamp"] = told.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["data"] = data,
        }.ToJsonString(Format);
    }

    public static HttpRequestMessage Request(StoredEvent told, string body, Uri address, byte[] key, DateTimeOffset now)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"evt_{told.At.ToUnixTimeMilliseconds():x}_{told.Id}");
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", time);
        request.Headers.Add("webhook-signature", Signature($"{id}.{time}.{body}", key));
        return request;
    }

    private static string Signature(string signed, byte[] key) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
}
