using System.Net.Sockets;
using System.Text;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>A relay that answers as it should until one word, and never ends its answer to that.</summary>
internal sealed class HostileRelay : HostileServer
{
    private static readonly byte[] Endless =
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("250-more\r\n", 6000)));

    private readonly string at;
    private readonly string does;

    /// <param name="how">One of <see cref="All"/>.</param>
    public HostileRelay(string how) => (at, does) = (how.Split('-')[0], how.Split('-')[1]);

    /// <summary>The word and what is done there.</summary>
    public static IReadOnlyList<string> All =>
    [
        "banner-endless", "banner-one-line", "banner-silent", "ehlo-endless", "ehlo-trickle", "mail-endless",
        "rcpt-trickle", "dot-endless", "dot-trickle",
    ];

    protected override async Task TalkAsync(NetworkStream line)
    {
        using var reader = new StreamReader(line, Encoding.ASCII, false, 1024, leaveOpen: true);
        await SayAsync(line, "banner", "220 hostile\r\n");
        var isMail = false;
        while (await reader.ReadLineAsync(Stop) is { } said)
        {
            var verb = said.Split(' ', ':')[0].ToLowerInvariant();
            if (isMail && said != ".")
            {
                continue;
            }

            isMail = verb == "data";
            await SayAsync(line, said == "." ? "dot" : verb, isMail ? "354 go\r\n" : "250 ok\r\n");
        }
    }

    private async Task SayAsync(NetworkStream line, string verb, string usual)
    {
        if (verb != at)
        {
            await line.WriteAsync(Encoding.ASCII.GetBytes(usual), Stop);
            return;
        }

        while (true)
        {
            switch (does)
            {
                case "silent": await Task.Delay(Timeout.Infinite, Stop); break;
                case "endless": await line.WriteAsync(Endless, Stop); break;
                case "one": await line.WriteAsync(new byte[60_000], Stop); break;
                default:
                    await line.WriteAsync("2"u8.ToArray(), Stop);
                    await Task.Delay(200, Stop);
                    break;
            }
        }
    }
}
