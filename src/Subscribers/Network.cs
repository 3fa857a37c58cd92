using System.Net;
using System.Net.Sockets;

namespace DigestMailer.Subscribers;

/// <summary>
/// An address of origin cut to its network, /24 of IPv4 and /48 of IPv6: enough to prove and to limit by, too little to
/// name a person.
/// </summary>
internal static class Network
{
    public static string? Of(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var (bytes, kept) =
            address.AddressFamily == AddressFamily.InterNetwork ? (address.GetAddressBytes(), 3)
                : (address.GetAddressBytes(), 6);
        bytes.AsSpan(kept).Clear();
        return new IPNetwork(new IPAddress(bytes), kept * 8).ToString();
    }
}
