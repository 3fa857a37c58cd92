using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace DigestMailer.Service;

/// <summary>Where the pages are served: read as the host will read it, and tried before it does.</summary>
internal sealed class ListenAddresses(IConfiguration settings)
{
    private const string Default = "http://localhost:5000";
    private const string Metrics = "Telemetry:MetricsUrl";

    /// <summary>Whether the operator named an address; else it is the framework's default.</summary>
    public bool AreNamed => Named().Count > 0;

    /// <summary>All of them, whether they can be read or not.</summary>
    public IEnumerable<string> Addresses => Asked().Select(named => named.Address);

    /// <summary>Their ports.</summary>
    public IReadOnlyCollection<int> TakenPorts => [.. Addresses.Where(IsAddress)
        .Select(address => BindingAddress.Parse(address)).Where(address => !address.IsUnixPipe)
        .Select(address => address.Port)];

    /// <summary>What cannot be read as an address to listen on, a line each.</summary>
    public IEnumerable<string> Faults() => Asked().Where(named => !IsAddress(named.Address))
        .Select(named => named.Address.Contains("://", StringComparison.Ordinal)
            ? $"{named.Key}: \"{named.Address}\" is not an address to listen on; write it as http://0.0.0.0:5000."
            : $"{named.Key}: \"{named.Address}\" has no scheme; write it as http://{named.Address.TrimStart('/')}.");

    public static bool IsAddress(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.Scheme is "http" or "https"
                && (parsed.IsUnixPipe || (parsed.PathBase.Length == 0 && parsed.Port is >= 0 and <= 65535
                    && IsHost(parsed.Host)));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The host listens everywhere where this is not the name of a machine, as in 127.0.0.1:abc.</summary>
    private static bool IsHost(string host) =>
        host is "*" or "+" || Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown;

    /// <summary>Why an address cannot be listened on now, a line each; only for addresses that can be read.</summary>
    /// <param name="ours">Ports that this program listens on itself.</param>
    public IEnumerable<(string Address, string Line)> Taken(IReadOnlyCollection<int>? ours = null) =>
        Asked().Where(named => IsAddress(named.Address))
            .SelectMany(named => Try(BindingAddress.Parse(named.Address), ours ?? []) is { } why
                ? [(named.Address,
                    $"{named.Address} cannot be listened on: {why}; name another by {ByWhich(named.Key)}.")]
                : Array.Empty<(string, string)>());

    private static string? Try(BindingAddress address, IReadOnlyCollection<int> ours)
    {
        if (address.IsUnixPipe || address.Port == 0 || ours.Contains(address.Port))
        {
            return null;
        }

        var place = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip
            : address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
        using var probe = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(place, address.Port));
            probe.Listen();
            return null;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"another program has port {address.Port}",
                SocketError.AccessDenied => $"port {address.Port} needs the rights of root",
                SocketError.AddressNotAvailable => $"this machine does not have the address {address.Host}",
                _ => fault.Message,
            };
        }
    }

    private static string ByWhich(string key) => key == Metrics ? Metrics : "--urls";

    /// <summary>Those of the pages, and that of the metrics where they have one.</summary>
    private List<(string Key, string Address)> Asked() =>
    [
        .. AreNamed ? Named() : [("--urls", Default)],
        .. settings[Metrics] is { Length: > 0 } metrics ? [(Metrics, metrics)] : Array.Empty<(string, string)>(),
    ];

    /// <summary>Endpoints of Kestrel come before urls, urls before ports, as in the host.</summary>
    private List<(string Key, string Address)> Named()
    {
        var endpoints =
            settings.GetSection("Kestrel:Endpoints").GetChildren()
                .Select(endpoint => ($"Kestrel:Endpoints:{endpoint.Key}:Url", endpoint["Url"] ?? "")).ToList();
        if (endpoints.Count > 0)
        {
            return endpoints;
        }

        return settings["urls"] is { Length: > 0 } urls
            ? [.. Split(urls).Select(address => (KeyOfUrls(), address))]
            : [.. Ports("http"), .. Ports("https")];
    }

    private IEnumerable<(string Key, string Address)> Ports(string scheme) =>
        Split(settings[$"{scheme}_ports"] ?? "").Select(port => ($"{scheme}_ports", $"{scheme}://*:{port}"));

    private static string[] Split(string list) =>
        list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private string KeyOfUrls() =>
        (settings as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet("urls", out _)) switch
        {
            CommandLineConfigurationProvider => "--urls",
            EnvironmentVariablesConfigurationProvider => "ASPNETCORE_URLS",
            _ => "Urls",
        };
}
