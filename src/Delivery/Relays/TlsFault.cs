using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;

namespace DigestMailer.Delivery.Relays;

/// <summary>Says which fault a server's certificate has, in words to end a sentence with.</summary>
internal static class TlsFault
{
    /// <param name="host">The name that was asked for.</param>
    public static string Of(SslHandshakeException fault, string host, DateTimeOffset now) =>
        fault.ServerCertificate is X509Certificate2 shown ? Of(shown, host, now)
            : "no TLS was spoken; check Port and Security";

    private static string Of(X509Certificate2 shown, string host, DateTimeOffset now) => shown switch
    {
        _ when now > shown.NotAfter => $"its certificate expired on {Day(shown.NotAfter)}; have it renewed",
        _ when now < shown.NotBefore =>
            $"its certificate is valid from {Day(shown.NotBefore)} only; check the clock of this machine",
        _ when !shown.MatchesHostname(host) =>
            $"its certificate is for another name ({Names(shown)}), not for {host}; use that name as Host",
        _ => $"its certificate comes from an unknown authority ({shown.GetNameInfo(X509NameType.SimpleName, true)}); "
            + "name a file with it in TrustedCertificate if it is yours",
    };

    private static string Day(DateTime day) =>
        day.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Names(X509Certificate2 shown)
    {
        var names = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames()).Take(3).ToList();
        return names.Count > 0 ? string.Join(", ", names) : shown.GetNameInfo(X509NameType.DnsName, false);
    }
}
