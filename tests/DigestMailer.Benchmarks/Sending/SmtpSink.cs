using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DigestMailer.Benchmarks.Sending;

/// <summary>Postfix's smtp-sink on a port of its own: takes everything and keeps nothing.</summary>
internal sealed class SmtpSink : IDisposable
{
    private readonly Process process;

    public SmtpSink()
    {
        Port = FreePort();
        process = Process.Start(new ProcessStartInfo("smtp-sink", ["-u", "nobody", $"127.0.0.1:{Port}", "1000"]))!;
        for (var tries = 0; tries < 100 && !Answers(); tries++)
        {
            Thread.Sleep(20);
        }
    }

    public int Port { get; }

    /// <summary>Postfix's smtp-source, the limit: the same bytes each time over connections that are kept.</summary>
    public async Task<double> SourceAsync(int messages, int bytes)
    {
        var child = await Child.RunAsync("smtp-source",
            ["-4", "-d", "-s", "16", "-m", $"{messages}", "-l", $"{bytes}", "-f", "bounce@example.org", "-t",
                "reader@example.com", $"127.0.0.1:{Port}"]);
        return messages / child.Time.TotalSeconds;
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private bool Answers()
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
