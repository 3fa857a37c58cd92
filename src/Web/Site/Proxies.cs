using Microsoft.AspNetCore.HttpOverrides;

namespace DigestMailer.Web.Site;

/// <summary>Whose word about a visitor's address is believed.</summary>
internal static class Proxies
{
    private static readonly string[] Private =
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10"];

    /// <summary>
    /// The header is read from its end, where the nearest proxy wrote: the first address that is not a proxy's is the
    /// visitor's, and what comes before it is the visitor's own word.
    /// </summary>
    public static ForwardedHeadersOptions Options(WebOptions web)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = web.ProxyHops,
        };
        IEnumerable<string> networks = web is { ProxyHops: not null, Proxies.Count: 0 } ? Private : web.Proxies;
        foreach (var network in networks)
        {
            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        return forwarded;
    }
}
