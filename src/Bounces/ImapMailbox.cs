using System.Globalization;
using System.Net.Sockets;
using Dapper;
using DigestMailer.Bounces.Reports;
using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace DigestMailer.Bounces;

/// <summary>
/// Reads what is new in a mailbox over IMAP. How far it came is in the database, by UIDVALIDITY and UID; a mail is
/// marked as seen after what follows from it is on disk, so that a person who looks finds unread what we have not read.
/// </summary>
internal sealed class ImapMailbox(ImapOptions options, Database database, Intake intake, TimeProvider clock)
{
    // A mail with all around it, or the numbers of a hundred thousand mails, in one answer.
    private const long MostBytesOfAnswer = 4 * Intake.LargestMail;

    // As many answers as a reading may take if each takes its whole time.
    private const int MostSlowAnswers = 15;

    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(30);

    // Servers hang up after half an hour, routers on the way forget a silent connection sooner.
    private static readonly TimeSpan ShowsLife = TimeSpan.FromMinutes(9);

    private readonly AnswerBudget budget = new(MostBytesOfAnswer) { Patience = options.Timeout };

    private string Name =>
        string.Create(CultureInfo.InvariantCulture,
            $"imap:{options.UserName}@{options.Host}:{options.Port}/{options.Folder}");

    /// <exception cref="RefusedException">The mailbox is unavailable.</exception>
    public async Task<ReadReport> ReadAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(MostSlowAnswers * options.Timeout);
        return await OpenAsync((_, folder) => ReadAsync(folder, limit.Token), limit.Token, cancel);
    }

    /// <summary>
    /// Waits until something lies in the mailbox that was not read, told by the server (IDLE, RFC 2177).
    /// </summary>
    /// <returns>False at once where the server cannot tell.</returns>
    /// <exception cref="RefusedException">The mailbox is unavailable, or no longer available.</exception>
    public Task<bool> WaitAsync(CancellationToken cancel) => OpenAsync(
        async (client, folder) =>
        {
            if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
            {
                return false;
            }

            while ((await NewAsync(folder, cancel)).Count == 0)
            {
                await IdleAsync(client, folder, cancel);
            }

            return true;
        },
        cancel, cancel);

    /// <param name="limit">Ends it, and <paramref name="cancel"/> too.</param>
    private async Task<T> OpenAsync<T>(Func<ImapClient, IMailFolder, Task<T>> work, CancellationToken limit,
        CancellationToken cancel)
    {
        using var client = new ImapClient
        {
            Timeout = (int)options.Timeout.TotalMilliseconds,
            CheckCertificateRevocation = false,
        };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (TrustedCertificate.Check(options.TrustedCertificate) is { } check)
        {
            client.ServerCertificateValidationCallback = check;
        }

        try
        {
            await ConnectAsync(client, socket, limit);
            await client.AuthenticateAsync(options.UserName, Password(), limit);
            var folder = await client.GetFolderAsync(options.Folder, limit);
            if (await folder.OpenAsync(FolderAccess.ReadWrite, limit) != FolderAccess.ReadWrite)
            {
                throw new IOException("it is read-only, and what was read is marked as seen");
            }

            var result = await work(client, folder);
            await client.DisconnectAsync(quit: true, limit);
            return result;
        }
        catch (Exception fault) when (IsOfTheServer(fault)
            || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new RefusedException(
                $"Bounces:Imap: {options.Folder} at {options.Host}:{options.Port} could not be read ({Why(fault)}); "
                    + "check Host, Port, Security, UserName, the password and Folder. What is there is read later.");
        }
    }

    /// <summary>The server or the line is to blame, or a server that let us in and forgot it.</summary>
    private static bool IsOfTheServer(Exception fault) => fault is IOException or SocketException or ProtocolException
        or CommandException or SslHandshakeException or AuthenticationException or NotSupportedException
        or FolderNotFoundException or FolderNotOpenException or ServiceNotConnectedException
        or ServiceNotAuthenticatedException or TimeoutException;

    private string Why(Exception fault) => fault switch
    {
        SslHandshakeException tls => TlsFault.Of(tls, options.Host, clock.GetUtcNow()),
        OperationCanceledException => "it took too long",
        _ => fault.Message.ReplaceLineEndings(" ").TrimEnd('.', ' '),
    };

    private async Task ConnectAsync(ImapClient client, Socket socket, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(ToConnect);
        await socket.ConnectAsync(options.Host, options.Port, limit.Token);
        await client.ConnectAsync(new RelayStream(socket, budget), options.Host, options.Port, Security(), cancel);
    }

    private SecureSocketOptions Security() => options.Security switch
    {
        RelaySecurity.Tls => SecureSocketOptions.SslOnConnect,
        RelaySecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private string Password() =>
        options.PasswordFile is { } file ? File.ReadLines(file).FirstOrDefault("").TrimEnd() : options.Password ?? "";

    private async Task<ReadReport> ReadAsync(IMailFolder folder, CancellationToken cancel)
    {
        var report = new ReadReport();
        foreach (var some in (await NewAsync(folder, cancel)).Chunk(100))
        {
            foreach (var mail in (await folder.FetchAsync(some,
                MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, cancel))
                .OrderBy(mail => mail.UniqueId))
            {
                report += await intake.TakeAsync(await RawAsync(folder, mail, cancel),
                    mail.InternalDate?.ToUniversalTime() ?? DateTimeOffset.UnixEpoch,
                    new MailboxPosition(Name, folder.UidValidity, mail.UniqueId.Id), cancel);
            }

            await folder.AddFlagsAsync(some, MessageFlags.Seen, silent: true, cancel);
        }

        return report;
    }

    private async Task<List<UniqueId>> NewAsync(IMailFolder folder, CancellationToken cancel)
    {
        var last = await LastReadAsync(folder.UidValidity, cancel);
        var found =
            await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new UniqueId(last + 1), UniqueId.MaxValue)),
                cancel);
        // A range always finds the last mail, even one below it.
        return [.. found.Where(uid => uid.Id > last).Order()];
    }

    /// <summary>Until the number of mails changes, or it is time to show that we are still there.</summary>
    private async Task IdleAsync(ImapClient client, IMailFolder folder, CancellationToken cancel)
    {
        using var done = new CancellationTokenSource(ShowsLife, clock);
        void Changed(object? sender, EventArgs change) => done.Cancel();
        folder.CountChanged += Changed;
        budget.Patience = Timeout.InfiniteTimeSpan;
        try
        {
            await client.IdleAsync(done.Token, cancel);
        }
        finally
        {
            budget.Patience = options.Timeout;
            folder.CountChanged -= Changed;
        }
    }

    private async Task<uint> LastReadAsync(uint validity, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (uint)await connection.QueryFirstOrDefaultAsync<long>(
            "SELECT last_uid FROM mailboxes WHERE name = @Name AND uid_validity = @validity",
            new { Name, validity = (long)validity });
    }

    private static async Task<byte[]> RawAsync(IMailFolder folder, IMessageSummary mail, CancellationToken cancel)
    {
        await using var stream = mail.Size > Intake.LargestMail
            ? await folder.GetStreamAsync(mail.UniqueId, "HEADER", cancel)
            : await folder.GetStreamAsync(mail.UniqueId, "", cancel);
        using var raw = new MemoryStream();
        await stream.CopyToAsync(raw, cancel);
        return raw.ToArray();
    }
}
