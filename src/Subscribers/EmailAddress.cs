using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MimeKit;

namespace DigestMailer.Subscribers;

/// <summary>
/// A checked address: local part as given, domain in lower case and as A-labels, at most 254 octets (RFC 5321 §4.5.3).
/// </summary>
internal static class EmailAddress
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? address,
        [NotNullWhen(false)] out string? fault)
    {
        (address, fault) = Check(text?.Trim() ?? "");
        return address is not null;
    }

    private static (string? Address, string? Fault) Check(string text)
    {
        var at = text.LastIndexOf('@');
        if (text.Length == 0 || at < 1 || at == text.Length - 1)
        {
            return (null, Say(text, "it needs the form name@domain"));
        }

        if (text.Any(
            c => char.IsControl(c) || char.IsWhiteSpace(c)
                || c is '<' or '>' or ',' or ';' or '"' or '\\' or '(' or ')' or '[' or ']')
            || text.IndexOf('@', StringComparison.Ordinal) != at)
        {
            return (null, Say(text, "it holds a character that no plain address has"));
        }

        return WithDomain(text, text[..at], text[(at + 1)..]);
    }

    private static (string? Address, string? Fault) WithDomain(string text, string local, string domain)
    {
        try
        {
            domain = Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return (null, Say(text, "its domain is not a host name"));
        }

        if (!domain.Contains('.', StringComparison.Ordinal) || domain.StartsWith('.') || domain.EndsWith('.'))
        {
            return (null, Say(text, "its domain needs a dot, as in example.org"));
        }

        var address = $"{local}@{domain}";
        if (Encoding.UTF8.GetByteCount(local) > 64 || Encoding.UTF8.GetByteCount(address) > 254)
        {
            return (null, Say(text[..Math.Min(40, text.Length)], "it is longer than mail allows"));
        }

        return MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address
            ? (address, null)
            : (null, Say(text, "it is not an address by RFC 5321"));
    }

    private static string Say(string text, string why) =>
        $"\"{new string([.. text.Where(c => !char.IsControl(c))])}\" is no email address: {why}";
}
