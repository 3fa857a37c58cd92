using System.Net;
using System.Net.Sockets;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Tells addresses of the open internet from loopback, private, link-local, shared, multicast and reserved ones
/// (the IANA special-purpose registries, RFC 6890), also inside IPv6 (mapped, NAT64, 6to4).
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10",
            "ff00::/8", "100::/64", "2001::/23", "2001:db8::/32", "64:ff9b:1::/48",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    public static bool Is(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var inner = address.AddressFamily != AddressFamily.InterNetworkV6 ? null
            : address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
            // NAT64 (RFC 6052), an IPv4-compatible address, and 6to4 (RFC 3056) carry an IPv4 address.
            : bytes is [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, ..]
                or [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, not 0, ..] ? new IPAddress(bytes.AsSpan(12))
            : bytes is [0x20, 0x02, ..] ? new IPAddress(bytes.AsSpan(2, 4))
            : null;
        return inner is not null ? Is(inner) : !Array.Exists(Closed, network => network.Contains(address));
    }
}
