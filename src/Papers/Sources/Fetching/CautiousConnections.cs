using System.Net;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// How every client of others' services connects: no cookies, headers of at most 64 KB, 20 s to connect. A redirect is
/// not followed, so that what a request holds goes where it was meant to go.
/// </summary>
internal static class CautiousConnections
{
    public static IHttpClientBuilder ConnectCautiously(this IHttpClientBuilder client) =>
        client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseHeadersLength = 64,
            ConnectTimeout = TimeSpan.FromSeconds(20),
        });
}
