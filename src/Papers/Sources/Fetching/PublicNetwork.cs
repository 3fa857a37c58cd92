using System.Net;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>Requests to public addresses only, for what content leads to.</summary>
internal sealed class PublicNetwork : IDisposable
{
    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancel) => PublicConnection.OpenAsync(context, NotPublic, cancel),
    });

    /// <exception cref="UnsafeRedirectException">The host has no public address.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            // Behind a proxy the name is the proxy's to resolve; an address in figures can be judged here.
            if (IsPrivateByName(request.RequestUri!.IdnHost))
            {
                throw NotPublic(request.RequestUri.Host);
            }

            return await invoker.SendAsync(request, cancel);
        }
        catch (HttpRequestException fault) when (fault.InnerException is UnsafeRedirectException inner)
        {
            throw new UnsafeRedirectException(inner.Message);
        }
    }

    private static bool IsPrivateByName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && !PublicAddress.Is(address));

    private static UnsafeRedirectException NotPublic(string host) =>
        new($"a redirect leads to {host}, a private address; Papers:AllowPrivateRedirects would allow it");

    public void Dispose() => invoker.Dispose();
}
