using System.Net;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using MimeKit;

namespace DigestMailer.Service;

/// <summary>Settings that are as shipped, or good for a trial only, while a relay carries real mail.</summary>
internal static class Placeholders
{
    public static IEnumerable<string> Of(SiteOptions site, DeliveryOptions delivery)
    {
        if (delivery.Relays.Count == 0)
        {
            yield break;
        }

        if (site.PostalAddress.Contains("Site:PostalAddress", StringComparison.Ordinal))
        {
            yield return "Site:PostalAddress is still the text of the shipped file, and every mail shows it; "
                + "set it to your postal address.";
        }

        if (MailboxAddress.TryParse(delivery.From, out var from) && IsLocal(from.Domain))
        {
            yield return $"Delivery:From: receivers reject mail from {from.Domain}; "
                + "write an address of your own domain, such as digest@example.org.";
        }

        if (Uri.TryCreate(site.BaseUrl, UriKind.Absolute, out var address))
        {
            if (IsLocal(address.IdnHost))
            {
                yield return $"Site:BaseUrl is {site.BaseUrl}, which no reader can open; "
                    + "set it to the public address of the pages.";
            }
            else if (address.Scheme == Uri.UriSchemeHttp)
            {
                yield return $"Site:BaseUrl is {site.BaseUrl}; mail programs unsubscribe in one click over https only.";
            }
        }
    }

    private static bool IsLocal(string host)
    {
        host = host.Trim('[', ']').TrimEnd('.');
        return host.Length == 0 || (IPAddress.TryParse(host, out var ip)
                ? IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)
                : Array.Exists(["localhost", "localdomain", "local", "internal", "invalid", "test"], name =>
                    host.Equals(name, StringComparison.OrdinalIgnoreCase)
                    || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase)));
    }
}
