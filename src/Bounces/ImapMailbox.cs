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
/// Reads what is new in a mailbox over IMAP. How far it came stands in the database, by UIDVALIDITY and UID; a mail is
/// marked as seen after what follows from it is on disk, so that a person who looks finds unread what we have not read.
/// </summary>
internal sealed class ImapMailbox(ImapOptions options, Database database, Intake intake)
{
    // Our mails are a tenth of it; what is larger is no report about them.
    private const int LargestMail = 2 * 1024 * 1024;

    // Servers hang up after half an hour, routers on the way forget a silent connection sooner.
    private static readonly TimeSpan ShowsLife = TimeSpan.FromMinutes(9);

    private string Name =>
        string.Create(CultureInfo.InvariantCulture,
            $"imap:{options.UserName}@{options.Host}:{options.Port}/{options.Folder}");

    /// <exception cref="RefusedException">The mailbox is not to be had.</exception>
    public Task<ReadReport> ReadAsync(CancellationToken cancel) =>
        OpenAsync((_, folder) => ReadAsync(folder, cancel), cancel);

    /// <summary>
    /// Waits until something lies in the mailbox that was not read, told by the server (IDLE, RFC 2177).
    /// </summary>
    /// <returns>False at once where the server cannot tell.</returns>
    /// <exception cref="RefusedException">The mailbox is not to be had, or no longer.</exception>
    public Task<bool> WaitAsync(TimeProvider clock, CancellationToken cancel) => OpenAsync(
        async (client, folder) =>
        {
            if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
            {
                return false;
            }

            while ((await NewAsync(folder, cancel)).Count == 0)
            {
                await IdleAsync(client, folder, clock, cancel);
            }

            return true;
        },
        cancel);

    private async Task<T> OpenAsync<T>(Func<ImapClient, IMailFolder, Task<T>> work, CancellationToken cancel)
    {
        using var client = new ImapClient { Timeout = 60_000, CheckCertificateRevocation = false };
        if (TrustedCertificate.Check(options.TrustedCertificate) is { } check)
        {
            client.ServerCertificateValidationCallback = check;
        }

        try
        {
            await client.ConnectAsync(options.Host, options.Port, Security(), cancel);
            await client.AuthenticateAsync(options.UserName, Password(), cancel);
            var folder = await client.GetFolderAsync(options.Folder, cancel);
            await folder.OpenAsync(FolderAccess.ReadWrite, cancel);
            var result = await work(client, folder);
            await client.DisconnectAsync(quit: true, cancel);
            return result;
        }
        catch (Exception fault) when (fault is IOException or SocketException or ProtocolException or CommandException
            or SslHandshakeException or AuthenticationException or NotSupportedException or FolderNotFoundException
            or TimeoutException)
        {
            throw new RefusedException(
                $"Bounces:Imap: {options.Folder} at {options.Host}:{options.Port} could not be read ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')}); check Host, Port, Security, UserName, the password and Folder. What is there is read later.");
        }
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
    private static async Task IdleAsync(ImapClient client, IMailFolder folder, TimeProvider clock,
        CancellationToken cancel)
    {
        using var done = new CancellationTokenSource(ShowsLife, clock);
        void Changed(object? sender, EventArgs change) => done.Cancel();
        folder.CountChanged += Changed;
        try
        {
            await client.IdleAsync(done.Token, cancel);
        }
        finally
        {
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
        await using var stream = mail.Size > LargestMail
            ? await folder.GetStreamAsync(mail.UniqueId, "HEADER", cancel)
            : await folder.GetStreamAsync(mail.UniqueId, "", cancel);
        using var raw = new MemoryStream();
        await stream.CopyToAsync(raw, cancel);
        return raw.ToArray();
    }
}
