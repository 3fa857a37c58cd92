using System.Net;
using System.Text;
using DigestMailer.Delivery.Relays;
using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>
/// Rejects a sender that is not an address, files that are missing, passwords on an open line, and signatures that
/// would not count.
/// </summary>
internal sealed class DeliveryValidation : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        List<string> faults =
            [.. Addresses(options), .. Keeping(options), .. Relays(options), .. Dkim(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Addresses(DeliveryOptions options)
    {
        foreach (var (key, address) in new[] { ("From", options.From), ("LettersFrom", options.LettersFrom),
            ("ReturnPath", options.ReturnPath) })
        {
            if (address is not null
                && !(MailboxAddress.TryParse(address, out var mailbox) && mailbox.Domain.Length > 0))
            {
                yield return $"Delivery:{key}: \"{address}\" is not a mailbox; "
                    + "write it as \"Name <digest@example.org>\".";
            }
        }

        if (options.FeedbackId is { } id && !(id.All(c => c is > ' ' and < '\u007F') && id.Count(c => c == ':') <= 3
            && id[(id.LastIndexOf(':') + 1)..].Length is >= 5 and <= 15))
        {
            yield return $"Delivery:FeedbackId: \"{id}\" is not valid: write up to four parts "
                + "separated by colons, the last of 5 to 15 characters, "
                + "such as digest:papers:example.";
        }

        if (options is { Verp: true, ReturnPath: { } path } && MailboxAddress.TryParse(path, out var reports)
            && Encoding.UTF8.GetByteCount(reports.Address.Split('@')[0]) > ReturnPath.MostOctetsBefore)
        {
            yield return $"Delivery:ReturnPath: the part before @ has more than {ReturnPath.MostOctetsBefore} octets, "
                + "which leaves no room for a reader's mark; "
                + "shorten it or set Delivery:Verp to false.";
        }
    }

    private static IEnumerable<string> Keeping(DeliveryOptions options)
    {
        if (options.KeepMail < TimeSpan.FromDays(15))
        {
            yield return "Delivery:KeepMail is shorter than 15 days, and a bounce of a mail may come that late; "
                + "write it as \"30.00:00:00\".";
        }

        if (options.KeepAttempts < TimeSpan.FromDays(1))
        {
            yield return "Delivery:KeepAttempts is shorter than a day; write it as \"7.00:00:00\".";
        }
    }

    private static IEnumerable<string> Relays(DeliveryOptions options) =>
        options.Relays.SelectMany((relay, index) => Relay(relay, $"Delivery:Relays:{index}"));

    private static IEnumerable<string> Relay(RelayOptions relay, string path) =>
        ServerName.Faults(relay.Host, path).Concat(Login(relay, path)).Concat(Line(relay, path));

    private static IEnumerable<string> Login(RelayOptions relay, string path)
    {
        var secret = relay switch
        {
            { Password: { Length: > 0 } } => "Password",
            { PasswordFile: not null } => "PasswordFile",
            { TokenFile: not null } => "TokenFile",
            _ => null,
        };
        if (relay.UserName is { Length: > 0 } && secret is null)
        {
            yield return $"{path}:UserName is set without a Password, PasswordFile or TokenFile, so nobody could log "
                + "in; set one, or take UserName out.";
        }

        if (relay.UserName is null or "" && secret is not null)
        {
            yield return $"{path}:{secret} is set without a UserName, so it would not be used; set UserName, or take "
                + $"{secret} out.";
        }

        foreach (var (key, file) in new[] { ("PasswordFile", relay.PasswordFile), ("TokenFile", relay.TokenFile) })
        {
            if (file is not null && !File.Exists(file))
            {
                yield return $"{path}:{key}: there is no file {file}.";
            }
        }
    }

    private static IEnumerable<string> Line(RelayOptions relay, string path)
    {
        if (TrustedCertificate.Fault(relay.TrustedCertificate) is { } fault)
        {
            yield return $"{path}:TrustedCertificate: {fault}.";
        }

        if (relay.WarmUp is { Since.DayNumber: 0 })
        {
            yield return $"{path}:WarmUp:Since is missing; write the day of the first mail, such as 2026-05-01.";
        }

        if (relay is { Security: RelaySecurity.None, UserName: not null } && !IsLoopback(relay.Host))
        {
            yield return $"{path}:Security: {relay.Host} has a UserName but Security None, "
                + "and a password never goes over an open line. Set it to StartTls or Tls.";
        }
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static IEnumerable<string> Dkim(DeliveryOptions options)
    {
        var dkim = options.Dkim;
        if (dkim is { Mode: DkimMode.None } && (dkim.KeyFile ?? dkim.Ed25519KeyFile) is not null)
        {
            yield return $"Delivery:Dkim:{(dkim.KeyFile is null ? "Ed25519KeyFile" : "KeyFile")} is set, but "
                + "Delivery:Dkim:Mode is None, so nothing would be signed; set Mode to Rsa or Dual, or take the file "
                + "out.";
        }

        if (dkim.Mode != DkimMode.None && dkim.KeyFile is null)
        {
            yield return "Delivery:Dkim:KeyFile is missing; make a key with keys dkim, "
                + "or set Delivery:Dkim:Mode to None.";
        }

        if (dkim.Mode == DkimMode.Dual && dkim.Ed25519KeyFile is null)
        {
            yield return "Delivery:Dkim:Ed25519KeyFile is missing; make a key with keys dkim --ed25519, "
                + "or set Delivery:Dkim:Mode to Rsa.";
        }

        if (dkim is { Mode: not DkimMode.None, Domain: { } domain }
            && MailboxAddress.TryParse(options.From, out var from) && !IsUnder(from.Domain, domain)
            && !IsUnder(domain, from.Domain))
        {
            yield return $"Delivery:Dkim:Domain: {domain} is neither {from.Domain}, the domain of Delivery:From, "
                + "nor above or below it, so the signature would not count (DMARC).";
        }
    }

    private static bool IsUnder(string name, string parent) =>
        name.Equals(parent, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase);
}
