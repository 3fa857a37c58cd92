using System.Globalization;

namespace DigestMailer.Delivery;

/// <summary>A folder of .eml files, for while no relay is set. A mail is there whole or not at all, and one that is sent again takes the place of the first.</summary>
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
                await file.WriteAsync(mail.Bytes, CancellationToken.None);
                file.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
            return new Outcome(OutcomeKind.Accepted, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Outcome(OutcomeKind.NotTried, $"Delivery:PickupFolder: {Path.GetFullPath(folder)} cannot be written ({fault.Message.TrimEnd('.')}); check its permissions and the free space, or set a relay.");
        }
    }

    /// <summary>Time of the slot, address, kind and subscriber, which the Message-ID begins with: the row's own.</summary>
    private static string FileName(WireMail mail)
    {
        var address = string.Concat(mail.To.Replace("@", "-at-", StringComparison.Ordinal).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        var row = string.Join('-', mail.MessageId.Split('.', '@')[..2].Select(part => string.Concat(part.Where(char.IsAsciiLetterOrDigit))));
        return string.Create(CultureInfo.InvariantCulture, $"{mail.Slot.UtcDateTime:yyyyMMdd'T'HHmm'Z'}-{address[..Math.Min(80, address.Length)]}-{row}.eml");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
