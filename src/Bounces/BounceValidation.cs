using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;
using Microsoft.Extensions.Options;

namespace DigestMailer.Bounces;

/// <summary>Refuses settings by which nothing could be read, or a password would go over an open line.</summary>
internal sealed class BounceValidation : IValidateOptions<BounceOptions>
{
    public ValidateOptionsResult Validate(string? name, BounceOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(BounceOptions options)
    {
        // A period that is out of its range has a line of its own, and is too long to be multiplied.
        if (options.SoftPeriod <= BounceOptions.LongestSoftPeriod
            && options.KeepFor < SoftBounces.LooksBack(options.SoftPeriod))
        {
            yield return $"Bounces:KeepFor: soft bounces are counted over four times SoftPeriod; keep them for "
                + $"{SoftBounces.LooksBack(options.SoftPeriod).Days} days at least.";
        }

        if (options.Maildir is { } maildir && !Directory.Exists(System.IO.Path.Combine(maildir.Path, "new")))
        {
            yield return $"Bounces:Maildir:Path: {maildir.Path} is not a Maildir; it has no folder \"new\".";
        }

        if (options.Webhooks.Secret is { Length: < 16 })
        {
            yield return "Bounces:Webhooks:Secret: it is shorter than 16 characters; make one by: openssl rand -hex 32";
        }

        if (options.Imap is { } imap)
        {
            foreach (var fault in Faults(imap))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Faults(ImapOptions imap)
    {
        foreach (var fault in ServerName.Faults(imap.Host, "Bounces:Imap"))
        {
            yield return fault;
        }

        if (imap.UserName.Length > 0 && string.IsNullOrEmpty(imap.Password) && imap.PasswordFile is null)
        {
            yield return "Bounces:Imap:UserName is set without a Password or PasswordFile; set one.";
        }

        if (imap.Security == RelaySecurity.None && imap.Host is not ("localhost" or "127.0.0.1" or "::1"))
        {
            yield return "Bounces:Imap:Security: a password never goes over an open line; set it to Tls or StartTls.";
        }

        if (imap.PasswordFile is { } file && !File.Exists(file))
        {
            yield return $"Bounces:Imap:PasswordFile: there is no file {file}.";
        }

        if (TrustedCertificate.Fault(imap.TrustedCertificate) is { } untrusted)
        {
            yield return $"Bounces:Imap:TrustedCertificate: {untrusted}.";
        }
    }
}
