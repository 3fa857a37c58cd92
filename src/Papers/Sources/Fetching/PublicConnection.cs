using System.Net;
using System.Net.Sockets;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Connects to public addresses only. The address is checked where the connection is made, so that a name cannot change
/// between check and use.
/// </summary>
internal static class PublicConnection
{
    /// <param name="refusal">What is thrown where a host has no public address.</param>
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context,
        Func<string, Exception> refusal, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancel);
        var isProxy = host != context.InitialRequestMessage.RequestUri?.IdnHost;
        var allowed = isProxy ? addresses : addresses.Where(PublicAddress.Is).ToArray();
        if (allowed.Length == 0)
        {
            throw refusal(host);
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
}
