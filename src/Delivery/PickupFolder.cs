using System.Globalization;
using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>
/// A folder of .eml files, for while no relay is set. A mail is there whole or not at all, and one that is sent again
/// takes the place of the first.
/// </summary>
internal sealed class PickupFolder(string folder) : IMailPort
{
    public async Task<Outcome> SendAsync(WireMail mail, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, FileName(mail));
            var half = path + ".part";
            await using (var file = new FileStream(half, FileMode.Create, FileAccess.Write))
            {
                await file.WriteAsync(mail.Signature, CancellationToken.None);
                await file.WriteAsync(mail.Bytes, CancellationToken.None);
                file.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
            return new Outcome(OutcomeKind.Accepted, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Outcome(OutcomeKind.NotTried,
                $"Delivery:PickupFolder: {Path.GetFullPath(folder)} cannot be written ({fault.Message.TrimEnd('.')}); "
                    + $"check its permissions and the free space, or set a relay.");
        }
    }

    /// <summary>
    /// Time of the slot, address, kind and subscriber, which the Message-ID begins with: the row's own.
    /// </summary>
    private static string FileName(WireMail mail)
    {
        var row =
            string.Join('-',
                mail.MessageId.Split('.', '@')[..2]
                    .Select(part => string.Concat(part.Where(char.IsAsciiLetterOrDigit))));
        return string.Create(CultureInfo.InvariantCulture,
            $"{mail.Slot.UtcDateTime:yyyyMMdd'T'HHmm'Z'}-{Name(mail.To)}-{row}.eml");
    }

    private static string Name(string address)
    {
        var name =
            string.Concat(
                address.Replace("@", "-at-", StringComparison.Ordinal)
                    .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return name[..Math.Min(80, name.Length)];
    }

    /// <summary>Deletes the mails for an address from it.</summary>
    public static void Forget(string folder, string email)
    {
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, $"*-{Name(email)}-*") : [])
        {
            // Another address may have a name that looks alike.
            if (IsTo(file, email))
            {
                File.Delete(file);
            }
        }
    }

    private static bool IsTo(string file, string email)
    {
        using var stream = File.OpenRead(file);
        return MimeMessage.Load(stream).To.Mailboxes
            .Any(mailbox => mailbox.Address.Equals(email, StringComparison.OrdinalIgnoreCase));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
