using System.Net;

namespace DigestMailer.Delivery.Relays;

/// <summary>The name of a server in the settings: a name or an address, without scheme, port and path.</summary>
internal static class ServerName
{
    /// <param name="section">The full key of the section that has the keys Host and Port.</param>
    /// <returns>One line where the name holds more than a name.</returns>
    public static IEnumerable<string> Faults(string host, string section) =>
        host.Length == 0 || IPAddress.TryParse(host, out _)
            || host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_')
            ? []
            : [$"{section}:Host: \"{host}\" is not the name of a server; write the name or the address alone, such as "
                + $"smtp.example.org, and the port in {section}:Port."];
}
