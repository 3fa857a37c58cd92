using System.Net;
using System.Net.Sockets;

namespace DigestMailer.Tests;

/// <summary>A server that takes one connection after another, and does harm on each until it is disposed.</summary>
internal abstract class HostileServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private Task serving = Task.CompletedTask;
    private int connections;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often somebody connected.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Ends all that it says.</summary>
    protected CancellationToken Stop => stop.Token;

    /// <summary>Talks to one who connected; returns or throws when the line is gone.</summary>
    protected abstract Task TalkAsync(NetworkStream line);

    public HostileServer Start()
    {
        listener.Start();
        serving = ServeAsync();
        return this;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                await EndedAsync(TalkAsync(client.GetStream()));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException
            or ObjectDisposedException or InvalidOperationException)
        {
            return;
        }
    }

    private static async Task EndedAsync(Task talk)
    {
        try
        {
            await talk;
        }
        catch (IOException)
        {
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }
}
