using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace DigestMailer.Benchmarks.Sending;

/// <summary>
/// What one would write first: MailKit over sockets without Nagle's delay, 16 connections, each message built from its
/// HTML and its text.
/// </summary>
internal sealed class PlainLoop
{
    private const int Connections = 16;

    private readonly string html;
    private readonly string text;
    private readonly string subject;
    private readonly string reader;
    private readonly MailboxAddress from;
    private readonly List<(string Field, string Value)> list;

    private PlainLoop(MimeMessage digest)
    {
        html = digest.HtmlBody!;
        text = digest.TextBody!;
        subject = digest.Subject!;
        reader = digest.To.Mailboxes.Single().Address;
        from = digest.From.Mailboxes.Single();
        list = [
            .. digest.Headers.Where(header => header.Field.StartsWith("List-", StringComparison.Ordinal))
                .Select(header => (header.Field, header.Value!))];
    }

    /// <param name="file">A digest that <c>send</c> made, whose words and headers these carry to other
    /// addresses.</param>
    public static async Task RunAsync(int port, int messages, string file)
    {
        using var digest = await MimeMessage.LoadAsync(file);
        var loop = new PlainLoop(digest);
        var left = messages;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var client = new SmtpClient();
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync("127.0.0.1", port);
            await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
            while (Interlocked.Decrement(ref left) is >= 0 and var number)
            {
                using var message = loop.Build(number);
                await client.SendAsync(message);
            }

            await client.DisconnectAsync(quit: true);
        })));
    }

    private MimeMessage Build(int number)
    {
        var address = $"reader{number}@example.com";
        var message = new MimeMessage { Subject = subject };
        message.From.Add(from);
        message.To.Add(new MailboxAddress($"Reader {number}", address));
        foreach (var (field, value) in list)
        {
            message.Headers.Add(field, value);
        }

        message.Body = new BodyBuilder
        {
            HtmlBody = html.Replace(reader, address, StringComparison.Ordinal),
            TextBody = text.Replace(reader, address, StringComparison.Ordinal),
        }.ToMessageBody();
        return message;
    }
}
