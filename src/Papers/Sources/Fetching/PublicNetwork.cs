using System.Net;
using System.Net.Sockets;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Connections to public addresses only, for what content leads to. The address is checked where the connection is
/// made, so that a name cannot change between check and use.
/// </summary>
internal sealed class PublicNetwork : IDisposable
{
    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAsync,
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

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancel);
        var isProxy = host != context.InitialRequestMessage.RequestUri?.IdnHost;
        var allowed = isProxy ? addresses : addresses.Where(PublicAddress.Is).ToArray();
        if (allowed.Length == 0)
        {
            throw NotPublic(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static UnsafeRedirectException NotPublic(string host) =>
        new($"a redirect leads to {host}, a private address; Papers:AllowPrivateRedirects would allow it");

    public void Dispose() => invoker.Dispose();
}
