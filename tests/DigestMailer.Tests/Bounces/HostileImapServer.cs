using System.Net.Sockets;
using System.Text;

namespace DigestMailer.Tests.Bounces;

/// <summary>A mailbox with one mail whose server answers as it should until one step, and there does harm.</summary>
/// <param name="at">The step: greeting, capability, login, list, select, search, fetch, mail, store or logout.</param>
/// <param name="how">What it does there: lines, line, literal, drip, garbage, close or silent.</param>
internal sealed class HostileImapServer(string at, string how) : HostileServer
{
    private const string Mail = "From: MAILER-DAEMON@mx.example.net\r\nSubject: Returned\r\n\r\nNobody.\r\n";

    private static readonly Dictionary<string, string> Usual = new()
    {
        ["greeting"] = "* OK ready\r\n",
        ["capability"] = "* CAPABILITY IMAP4rev1\r\n",
        ["login"] = "* OK welcome\r\n",
        ["list"] = "* LIST (\\HasNoChildren) \"/\" INBOX\r\n",
        ["select"] =
            "* 1 EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 2] ok\r\n",
        ["search"] = "* SEARCH 1\r\n",
        ["fetch"] =
            "* 1 FETCH (UID 1 RFC822.SIZE 100 INTERNALDATE \"02-Mar-2026 08:00:00 +0000\")\r\n",
        ["mail"] = $"* 1 FETCH (UID 1 BODY[] {{{Mail.Length}}}\r\n{Mail})\r\n",
        ["store"] = "* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n",
        ["logout"] = "* BYE bye\r\n",
    };

    protected override async Task TalkAsync(NetworkStream line)
    {
        using var reader = new StreamReader(line, Encoding.Latin1, false, 1024, leaveOpen: true);
        if (!await SayAsync(line, "greeting", ""))
        {
            return;
        }

        while (await reader.ReadLineAsync(Stop) is { } said)
        {
            var (tag, command) = said.Split(' ', 2) is [var first, var rest] ? (first, rest) : (said, "");
            if (!await SayAsync(line, StepOf(command), $"{tag} OK [READ-WRITE] done\r\n"))
            {
                return;
            }
        }
    }

    private static string StepOf(string command) => command.Split(' ') switch
    {
        ["UID", "FETCH", ..] => command.Contains("BODY", StringComparison.Ordinal) ? "mail" : "fetch",
        ["UID", var verb, ..] => verb.ToLowerInvariant(),
        [var verb, ..] => verb.ToLowerInvariant(),
        _ => "",
    };

    /// <returns>False where the connection ends.</returns>
    private async Task<bool> SayAsync(NetworkStream line, string step, string end)
    {
        var usual = Usual.GetValueOrDefault(step, "");
        if (step != at)
        {
            await line.WriteAsync(Encoding.ASCII.GetBytes(usual + end), Stop);
            return true;
        }

        switch (how)
        {
            case "lines":
                await RepeatAsync(line, "", string.Concat(Enumerable.Repeat(usual, 500)));
                break;
            case "line":
                await RepeatAsync(line, "* ", new string('a', 60_000));
                break;
            case "literal":
                await RepeatAsync(line, Head(step) + "{2000000000}\r\n", new string('a', 60_000));
                break;
            case "drip":
                await DripAsync(line, usual);
                break;
            case "garbage":
                var garbage = new byte[100_000];
                new Random(1).NextBytes(garbage);
                await line.WriteAsync(garbage, Stop);
                break;
            case "close":
                await line.WriteAsync(Encoding.ASCII.GetBytes(usual[..(usual.Length / 2)]), Stop);
                return false;
        }

        await Task.Delay(Timeout.Infinite, Stop);
        return false;
    }

    private static string Head(string step) => step switch
    {
        "mail" => "* 1 FETCH (UID 1 BODY[] ",
        "fetch" => "* 1 FETCH (UID ",
        "search" => "* SEARCH ",
        _ => "* LIST () \"/\" ",
    };

    private async Task RepeatAsync(NetworkStream line, string first, string text)
    {
        await line.WriteAsync(Encoding.ASCII.GetBytes(first), Stop);
        while (true)
        {
            await line.WriteAsync(Encoding.ASCII.GetBytes(text), Stop);
        }
    }

    private async Task DripAsync(NetworkStream line, string usual)
    {
        foreach (var letter in usual.TrimEnd() + new string('a', 100_000))
        {
            await line.WriteAsync(new[] { (byte)letter }, Stop);
            await Task.Delay(100, Stop);
        }
    }
}
