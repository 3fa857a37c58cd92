using System.Security.Cryptography;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery.Signing;

/// <summary>
/// Makes the signer of the settings; its keys are read once, at the start, so that a missing key stops the program and
/// not a night's mail.
/// </summary>
internal static class DkimSigning
{
    /// <returns>Null where the relay signs.</returns>
    /// <exception cref="RefusedException">A key cannot be read.</exception>
    public static DkimSigner? Make(IServiceProvider services)
    {
        var delivery = services.GetRequiredService<IOptions<DeliveryOptions>>().Value;
        var dkim = delivery.Dkim;
        return dkim.Mode switch
        {
            DkimMode.None => null,
            DkimMode.Rsa =>
                new DkimSigner(Domain(delivery), [(dkim.Selector, Key("KeyFile", dkim.KeyFile, "rsa-sha256"))]),
            _ => new DkimSigner(Domain(delivery),
                [(dkim.Selector, Key("KeyFile", dkim.KeyFile, "rsa-sha256")),
                    (dkim.Ed25519Selector, Key("Ed25519KeyFile", dkim.Ed25519KeyFile, "ed25519-sha256"))]),
        };
    }

    /// <summary>The domain that signs.</summary>
    public static string Domain(DeliveryOptions delivery) =>
        new System.Globalization.IdnMapping()
            .GetAscii(delivery.Dkim.Domain ?? MailboxAddress.Parse(delivery.From).Domain).ToLowerInvariant();

    private static DkimKey Key(string setting, string? file, string algorithm)
    {
        try
        {
            var key = DkimKey.Read(file!);
            return key.Algorithm != algorithm
                ? throw new RefusedException(
                    $"Delivery:Dkim:{setting}: {file} is a key for {key.Algorithm}, not for {algorithm}.")
                : key.Bits is > 0 and < 1024
                ? throw new RefusedException(
                    $"Delivery:Dkim:{setting}: {file} has {key.Bits} bits, which nobody accepts; make one of 2048 with "
                        + $"keys dkim.")
                : key;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new RefusedException(
                $"Delivery:Dkim:{setting}: the key cannot be read ({fault.Message.TrimEnd('.')}). Make one with keys "
                    + $"dkim, or set Delivery:Dkim:Mode to None.");
        }
    }
}
