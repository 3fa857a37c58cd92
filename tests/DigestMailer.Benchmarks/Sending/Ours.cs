using System.Text.Json;

namespace DigestMailer.Benchmarks.Sending;

/// <summary>The program's own <c>send</c>, as a process of its own.</summary>
/// <param name="Rate">Mails a second, from its start to its end, planning included.</param>
internal sealed record Ours(double Rate, double CpuMilliseconds, double PeakMegabytes)
{
    public static async Task<Ours> SendAsync(World world, int port, int readers, params IReadOnlyList<string> more)
    {
        var child =
            await Child.OursAsync(
                ["send", "--json", $"--now={World.Now:O}", .. world.Settings, .. Relay(port), .. more]);
        using var result = JsonDocument.Parse(child.Output);
        var accepted = result.RootElement.GetProperty("accepted").GetInt32();
        return accepted == readers
            ? new Ours(readers / child.Time.TotalSeconds, child.Cpu.TotalMilliseconds / readers, child.PeakMegabytes)
            : throw new InvalidOperationException($"{readers} were due, and the result was {child.Output}");
    }

    public static IReadOnlyList<string> Relay(int port, int connections = 32) =>
    [
        "--Delivery:Relays:0:Host=127.0.0.1", $"--Delivery:Relays:0:Port={port}", "--Delivery:Relays:0:Security=None",
        $"--Delivery:Relays:0:MaxConnections={connections}", "--Delivery:Relays:0:MaxMessagesPerConnection=100000",
    ];
}
