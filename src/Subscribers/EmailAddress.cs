using System.Diagnostics.CodeAnalysis;
using System.Text;
using DigestMailer.Subscribers.Addresses;

namespace DigestMailer.Subscribers;

/// <summary>
/// A checked address (RFC 5321, RFC 6531) in the one form by which a reader is known: the local part as given, in NFC
/// and quoted only where it must be, the domain as A-labels in lower case; at most 254 octets.
/// </summary>
internal static class EmailAddress
{
    private const int MostOctets = 254;

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? address,
        [NotNullWhen(false)] out string? fault)
    {
        var written = Visible.Text(text ?? "").Replace('＠', '@');
        (address, var why) = Check(written);
        fault = address is null ? Say(written, why!) : null;
        return address is not null;
    }

    private static (string? Address, string? Fault) Check(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || at == text.Length - 1)
        {
            return (null, "it needs the form name@domain");
        }

        if (LocalPart.Read(text[..at]) is not { } local)
        {
            return (null, "its part before the @ holds a character that it cannot have there");
        }

        if (!HostName.TryRead(text[(at + 1)..], out var domain, out var fault))
        {
            return (null, fault);
        }

        var address = $"{local}@{domain}";
        return Encoding.UTF8.GetByteCount(local) > LocalPart.MostOctets
            || Encoding.UTF8.GetByteCount(address) > MostOctets
            ? (null, "it is longer than mail allows") : (address, null);
    }

    /// <summary>The address as people read it: with its domain in its own script.</summary>
    public static string Shown(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address : address[..(at + 1)] + HostName.Shown(address[(at + 1)..]);
    }

    /// <summary>
    /// The same address with its domain as A-labels; as it is where it has none that could be written so.
    /// </summary>
    public static string Ascii(string address)
    {
        var at = address.LastIndexOf('@');
        return at >= 0 && HostName.TryRead(address[(at + 1)..], out var domain, out _)
            ? address[..(at + 1)] + domain : address;
    }

    /// <summary>
    /// The key of the mailbox that an address leads to: without what follows a plus, without dots where the provider
    /// ignores them, and under one name of providers that have several. Only for counting, never for sending.
    /// </summary>
    public static string Mailbox(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1)
        {
            return address.ToLowerInvariant();
        }

        var local = address[..at].ToLowerInvariant();
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        local = plus > 0 ? local[..plus] : local;
        var domain = address[(at + 1)..].ToLowerInvariant();
        domain = HostName.TryRead(domain, out var ascii, out _) ? ascii : domain;
        return domain switch
        {
            "gmail.com" or "googlemail.com" => local.Replace(".", "", StringComparison.Ordinal) + "@gmail.com",
            "proton.me" or "protonmail.com" or "pm.me" =>
                string.Concat(local.Where(c => c is not ('.' or '-' or '_'))) + "@proton.me",
            "icloud.com" or "me.com" or "mac.com" => local + "@icloud.com",
            _ => $"{local}@{domain}",
        };
    }

    private static string Say(string text, string why)
    {
        var shown = new string([.. text.Where(c => !char.IsControl(c))]);
        shown = shown.Length > 60 ? shown[..40] + "…" : shown;
        return $"\"{shown}\" is not a valid email address: {why}";
    }
}
