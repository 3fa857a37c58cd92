using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace DigestMailer.Benchmarks;

/// <summary>What one would write first: MailKit over sockets without Nagle's delay, 16 connections, each message built from text.</summary>
internal static class PlainLoop
{
    private const int Connections = 16;

    public static async Task RunAsync(int port, int messages, int bytes)
    {
        var html = Text(bytes * 7 / 10);
        var text = Text(bytes * 2 / 10);
        var left = messages;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var client = new SmtpClient();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port);
            await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
            while (Interlocked.Decrement(ref left) is >= 0 and var number)
            {
                using var message = Build(number, html, text);
                await client.SendAsync(message);
            }

            await client.DisconnectAsync(quit: true);
        })));
    }

    /// <summary>Bytes that <see cref="Build"/> makes of a size.</summary>
    public static long SizeOf(int bytes)
    {
        using var message = Build(1, Text(bytes * 7 / 10), Text(bytes * 2 / 10));
        using var count = new MemoryStream();
        message.WriteTo(count);
        return count.Length;
    }

    private static MimeMessage Build(int number, string html, string text)
    {
        var message = new MimeMessage { Subject = "Ten papers for you, of 120 that fitted" };
        message.From.Add(new MailboxAddress("Paper Morning", "digest@example.org"));
        message.To.Add(new MailboxAddress($"Reader {number}", $"reader{number}@example.com"));
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<https://papers.example.org/unsubscribe/v1.1.{number}.abcdefghijklmnopqrstuvwx>");
        message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        message.Body = new BodyBuilder { HtmlBody = html + number, TextBody = text + number }.ToMessageBody();
        return message;
    }

    private static string Text(int bytes)
    {
        var random = new Random(1);
        var words = Enumerable.Range(0, bytes / 6).Select(i => i % 15 == 14 ? "\r\n" : $"w{random.Next(1000, 9999)}");
        return string.Join(' ', words)[..Math.Min(bytes, bytes / 6 * 5)];
    }
}
