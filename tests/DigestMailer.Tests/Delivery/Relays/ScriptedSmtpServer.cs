using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>A relay on the loopback that keeps what it accepts and says what a test tells it to say.</summary>
/// <param name="reply">
/// Of the verb (GREETING, EHLO, MAIL, RCPT, DATA, BODY, DOT, RSET, QUIT) and the line; null means the usual reply.
/// <see cref="Drop"/> hangs up instead,
/// <see cref="Stall"/> says nothing more, <see cref="Pieces"/> before a reply sends it byte by byte. A 421 hangs up
/// after it. BODY asks once, while the mail comes.
/// </param>
internal sealed class ScriptedSmtpServer(Func<string, string, string?>? reply = null, params string[] extensions)
    : IAsyncDisposable
{
    public const string Drop = "drop";
    public const string Stall = "stall";
    public const string Pieces = "pieces:";

    private readonly TcpListener listener = Listen();
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private readonly ConcurrentQueue<MemoryStream> heard = [];
    private Task? accepting;
    private int connections;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    /// <summary>How long it thinks about each mail before it replies.</summary>
    public TimeSpan Slowness { get; init; }

    /// <summary>What it waits for before it answers each MAIL.</summary>
    public Func<CancellationToken, Task> Hold { get; init; } = _ => Task.CompletedTask;

    /// <summary>All that came whole up to the final dot, whatever was replied to it.</summary>
    public ConcurrentQueue<SmtpTransaction> Received { get; } = [];

    /// <summary>What each connection said, byte for byte.</summary>
    public IReadOnlyList<byte[]> Heard => [.. heard.Select(said => said.ToArray())];

    /// <summary>The commands of all connections, one after another, without the mails.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    public ScriptedSmtpServer Start()
    {
        accepting = AcceptAsync();
        return this;
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            // Each reply is two writes; the second would wait for the client's delayed acknowledgement of the first.
            client.NoDelay = true;
            try
            {
                var said = new MemoryStream();
                heard.Enqueue(said);
                var reader = new SmtpLines(client.GetStream(), bytes => said.Write(bytes));
                await using var writer =
                    new StreamWriter(client.GetStream(), new UTF8Encoding(false))
                    {
                        NewLine = "\r\n",
                        AutoFlush = true
                    };
                await TalkAsync(reader, writer);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(SmtpLines reader, StreamWriter writer)
    {
        var (from, to) = ("", "");
        if (!await SayAsync(writer, reply?.Invoke("GREETING", "") ?? "220 scripted ESMTP"))
        {
            return;
        }

        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            Commands.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "BDAT")
            {
                if (await ChunkAsync(reader, writer, line, (from, to)))
                {
                    continue;
                }

                return;
            }

            if (verb == "MAIL")
            {
                await Hold(stop.Token);
            }

            var answer = reply?.Invoke(verb, line) ?? Usual(verb);
            (from, to) = verb switch { "MAIL" => (Path(line), to), "RCPT" => (from, Path(line)), _ => (from, to) };
            if (!await SayAsync(writer, answer) || verb == "QUIT")
            {
                return;
            }

            if (answer.StartsWith("354", StringComparison.Ordinal))
            {
                if (await DataAsync(reader, reply?.Invoke("BODY", to) == Drop) is not { } data)
                {
                    return;
                }

                Received.Enqueue(new SmtpTransaction(from, to, data));
                await Task.Delay(Slowness, stop.Token);
                if (!await SayAsync(writer, reply?.Invoke("DOT", to) ?? "250 2.0.0 queued"))
                {
                    return;
                }
            }
        }
    }

    /// <summary>A mail in one chunk (RFC 3030).</summary>
    /// <returns>Whether the connection stays.</returns>
    private async Task<bool> ChunkAsync(SmtpLines reader, StreamWriter writer, string line,
        (string From, string To) envelope)
    {
        if (await reader.ReadAsync(int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture),
            stop.Token) is not { } data)
        {
            return false;
        }

        Received.Enqueue(new SmtpTransaction(envelope.From, envelope.To, data));
        return await SayAsync(writer, reply?.Invoke("DOT", envelope.To) ?? "250 2.0.0 queued");
    }

    private string Usual(string verb) => verb switch
    {
        "EHLO" =>
            string.Join("\r\n",
                extensions.Select(line => "250-" + line).Prepend("250-scripted").Append("250 ENHANCEDSTATUSCODES")),
        "DATA" => "354 go on",
        "AUTH" => "235 2.7.0 come in",
        "QUIT" => "221 2.0.0 bye",
        _ => "250 2.0.0 ok",
    };

    /// <returns>Whether the connection stays.</returns>
    private async Task<bool> SayAsync(StreamWriter writer, string answer)
    {
        if (answer == Drop)
        {
            return false;
        }

        if (answer == Stall)
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        foreach (var piece in answer.StartsWith(Pieces, StringComparison.Ordinal)
            ? answer[Pieces.Length..].Select(c => c.ToString()) : [answer])
        {
            await writer.WriteAsync(piece);
        }

        await writer.WriteLineAsync();
        return !answer.StartsWith("421", StringComparison.Ordinal);
    }

    private static string Path(string line) => line.Split('<', '>')[1];

    /// <returns>The mail; null where it did not come whole.</returns>
    private async Task<string?> DataAsync(SmtpLines reader, bool drop)
    {
        var data = new StringBuilder();
        while (!drop && await reader.ReadLineAsync(stop.Token) is { } line)
        {
            if (line == ".")
            {
                return data.ToString();
            }

            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await (accepting ?? Task.CompletedTask);
        await Task.WhenAll(sessions);
        stop.Dispose();
    }
}

/// <summary>One mail as it came over the line.</summary>
internal sealed record SmtpTransaction(string From, string To, string Data)
{
    public string MessageId =>
        Data.Split('\n').First(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))
            .Split(':', 2)[1].Trim();
}
